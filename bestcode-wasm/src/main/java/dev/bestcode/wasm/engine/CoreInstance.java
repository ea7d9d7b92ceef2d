package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A core module with its memories, tables and globals. Used by one worker at a time.
public final class CoreInstance {
    private final Map<String, CoreItem> exports;

    private CoreInstance(Map<String, CoreItem> exports) {
        this.exports = Map.copyOf(exports);
    }

    /// Instantiate, which runs the start function.
    /// @param imports one for each of the module's imports, of matching type
    public static CoreInstance of(
            CoreModule module, Map<CoreName, CoreItem> imports, CoreBudget budget) {
        budget.instance();
        var values = ImportValues.builder();
        var self = new SharedTable.Viewer(module, budget.trampolines());
        imports.forEach((name, item) -> add(values, name, item, self));
        var tags = new OwnTags(module.module(), imports, values);
        return Traps.translated(
                () -> {
                    var builder =
                            Instance.builder(module.module())
                                    .withImportValues(values.build())
                                    .withMemoryFactory(limits -> memory(limits, budget))
                                    .withTableFactory(
                                            (table, value) -> table(table, value, budget, self))
                                    // Element segments are written by the start, which needs the
                                    // instance to be known to its tables.
                                    .withInitialize(false);
                    module.compiled().ifPresent(builder::withMachineFactory);
                    var instance = builder.build();
                    self.is(instance);
                    tags.distinguish(instance, budget);
                    Traps.uncaught(() -> instance.initialize(true));
                    return new CoreInstance(exports(module, instance, tags));
                });
    }

    /// A bag of items from elsewhere.
    public static CoreInstance of(Map<String, CoreItem> exports) {
        return new CoreInstance(exports);
    }

    /// @return empty when there is no such export
    public Optional<CoreItem> export(String name) {
        return Optional.ofNullable(exports.get(name));
    }

    private static void add(
            ImportValues.Builder values, CoreName name, CoreItem item, SharedTable.Viewer self) {
        var from = NamelessImport.module(name);
        var called = name.name();
        switch (item) {
            case CoreItem.Func(var func) ->
                    values.addFunction(
                            new HostFunction(
                                    from,
                                    called,
                                    CoreTypes.chicory(func.type()),
                                    (_, arguments) -> func.call(arguments)));
            case CoreItem.Memory(var memory) ->
                    values.addMemory(new ImportMemory(from, called, memory.memory()));
            case CoreItem.Table table ->
                    values.addTable(new ImportTable(from, called, table.table().seenBy(self)));
            case CoreItem.Global global ->
                    values.addGlobal(new ImportGlobal(from, called, global.global()));
            case CoreItem.Tag _ -> {
                // With the module's own.
            }
        }
    }

    private static ByteArrayMemory memory(MemoryLimits declared, CoreBudget budget) {
        int maximum = budget.memory(declared.initialPages(), declared.maximumPages());
        return new ByteArrayMemory(
                new MemoryLimits(declared.initialPages(), maximum, declared.shared()));
    }

    /// A growing table writes its size into the limits it was made with: each gets its own.
    private static TableInstance table(
            Table declared, int value, CoreBudget budget, SharedTable.Viewer self) {
        var limits = declared.limits();
        long maximum = budget.table(limits.min(), limits.max());
        var own = new Table(declared.elementType(), new TableLimits(limits.min(), maximum));
        return new SharedTable(new TableInstance(own, value)).seenBy(self);
    }

    private static Map<String, CoreItem> exports(
            CoreModule module, Instance instance, OwnTags tags) {
        var exports = new HashMap<String, CoreItem>();
        var section = instance.module().exportSection();
        for (int i = 0; i < section.exportCount(); i++) {
            var one = section.getExport(i);
            int index = one.index();
            CoreItem item =
                    switch (one.exportType()) {
                        case FUNCTION ->
                                new CoreItem.Func(
                                        new Exported(type(module, one.name()), instance, index));
                        case TABLE -> new CoreItem.Table(SharedTable.behind(instance.table(index)));
                        case MEMORY ->
                                new CoreItem.Memory(
                                        new CoreMemory(
                                                index == 0
                                                        ? instance.memory()
                                                        : instance.memory(index)));
                        case GLOBAL -> new CoreItem.Global(instance.global(index));
                        case TAG -> tags.get(index);
                    };
            exports.put(one.name(), item);
        }
        return exports;
    }

    private static CoreExtern.Func type(CoreModule module, String export) {
        if (module.exports().get(export) instanceof CoreExtern.Func type) {
            return type;
        }
        throw new IllegalStateException("'" + export + "' was a function when it was parsed");
    }

    private record Exported(CoreExtern.Func type, Instance instance, int index)
            implements CoreFunc {
        @Override
        public long[] call(long... arguments) {
            return Traps.translated(
                    () -> {
                        var results = instance.getMachine().call(index, arguments);
                        return results == null ? new long[0] : results;
                    });
        }
    }
}
