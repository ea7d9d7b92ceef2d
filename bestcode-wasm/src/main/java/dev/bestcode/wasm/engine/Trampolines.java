package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;

import dev.bestcode.wasm.LimitExceededException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Instances of one function each, which calls a function of another module. Its module has the
/// types of the module that calls it, in the same places; see [SharedTable].
final class Trampolines {
    /// Of one component. Dynamically linked toolchain components need some hundreds.
    static final int MAX = 10_000;

    static final Table NO_TABLE = new Table(ValType.FuncRef, new TableLimits(0, 0));
    private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int IMPORT_SECTION = 2;

    private final Map<Key, Optional<Instance>> made = new HashMap<>();
    private final Map<ModuleKey, WasmModule> modules = new HashMap<>();
    private final Map<Instance, Target> targets = new HashMap<>();

    record Target(Instance instance, int func) {}

    private record ModuleKey(CoreModule caller, int type) {}

    /// Instances and modules are the same when they are the same object.
    private record Key(Instance instance, int func, CoreModule caller) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(var otherInstance, var otherFunc, var otherCaller)
                    && instance == otherInstance
                    && func == otherFunc
                    && caller == otherCaller;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * System.identityHashCode(instance) + func)
                    + System.identityHashCode(caller);
        }
    }

    /// @return an instance whose function 0 calls the function; empty when the caller has no type
    ///     for it, so that no call of it could be right
    Optional<Instance> to(Instance instance, int func, CoreModule caller) {
        var key = new Key(instance, func, caller);
        var known = made.get(key);
        if (known != null) {
            return known;
        }
        if (made.size() >= MAX) {
            throw new LimitExceededException(
                    "the component calls more than %d functions through other modules' tables"
                            .formatted(MAX));
        }
        var type = instance.type(instance.functionType(func));
        var trampoline =
                typeIndex(caller.module(), type)
                        .map(index -> make(new Target(instance, func), type, caller, index));
        made.put(key, trampoline);
        return trampoline;
    }

    Optional<Target> behind(@Nullable Instance trampoline) {
        return Optional.ofNullable(targets.get(trampoline));
    }

    private Instance make(Target target, FunctionType type, CoreModule caller, int typeIndex) {
        var module =
                modules.computeIfAbsent(
                        new ModuleKey(caller, typeIndex),
                        _ -> module(caller.typeSection(), typeIndex));
        var body =
                new HostFunction(
                        "",
                        "f",
                        type,
                        (_, arguments) ->
                                target.instance().getMachine().call(target.func(), arguments));
        var trampoline =
                Instance.builder(module)
                        .withImportValues(ImportValues.builder().addFunction(body).build())
                        .build();
        targets.put(trampoline, target);
        return trampoline;
    }

    private static Optional<Integer> typeIndex(WasmModule module, FunctionType type) {
        var section = module.typeSection();
        for (int i = 0; i < section.subTypeCount(); i++) {
            if (section.getSubType(i).compType().funcType() != null
                    && section.getType(i).equals(type)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /// `(module (type …) (import "" "f" (func (type index))))`
    private static WasmModule module(byte[] typeSection, int typeIndex) {
        var imports = new ByteArrayOutputStream();
        imports.writeBytes(new byte[] {1, 0, 1, 'f', 0});
        int rest = typeIndex;
        while (rest >= 0x80) {
            imports.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        imports.write(rest);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREAMBLE);
        bytes.writeBytes(typeSection);
        bytes.write(IMPORT_SECTION);
        bytes.write(imports.size());
        bytes.writeBytes(imports.toByteArray());
        return Parser.parse(bytes.toByteArray());
    }
}
