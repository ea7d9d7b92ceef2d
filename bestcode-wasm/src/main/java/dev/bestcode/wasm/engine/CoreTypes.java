package dev.bestcode.wasm.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.GlobalImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.TableImport;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.TagImport;
import com.dylibso.chicory.wasm.types.ValType;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.CoreType;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The runtime's types in our words: index spaces of a module, imports first.
final class CoreTypes {
    /// What the runtime takes for the maximum of a table that declares none.
    private static final long TABLE_UNBOUNDED = 10_000_000;

    final List<CoreExtern> funcs = new ArrayList<>();
    final List<CoreExtern> tables = new ArrayList<>();
    final List<CoreExtern> memories = new ArrayList<>();
    final List<CoreExtern> globals = new ArrayList<>();
    final List<CoreExtern> tags = new ArrayList<>();
    final List<CoreExtern> imports = new ArrayList<>();
    private final WasmModule module;

    CoreTypes(WasmModule module) {
        this.module = module;
        for (int i = 0; i < module.importSection().importCount(); i++) {
            imports.add(imported(module.importSection().getImport(i)));
        }
        for (int i = 0; i < module.functionSection().functionCount(); i++) {
            funcs.add(func(module.functionSection().getFunctionType(i)));
        }
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            var table = module.tableSection().getTable(i);
            tables.add(table(table.elementType(), table.limits()));
        }
        module.memorySection()
                .ifPresent(
                        section -> {
                            for (int i = 0; i < section.memoryCount(); i++) {
                                memories.add(memory(section.getMemory(i).limits()));
                            }
                        });
        for (int i = 0; i < module.globalSection().globalCount(); i++) {
            var global = module.globalSection().getGlobal(i);
            globals.add(global(global.valueType(), global.mutabilityType()));
        }
        module.tagSection()
                .ifPresent(
                        section -> {
                            for (int i = 0; i < section.tagCount(); i++) {
                                tags.add(new CoreExtern.Tag(func(section.getTag(i).typeIdx())));
                            }
                        });
    }

    private CoreExtern imported(Import one) {
        switch (one) {
            case FunctionImport func -> funcs.add(func(func.typeIndex()));
            case TableImport table -> tables.add(table(table.entryType(), table.limits()));
            case MemoryImport memory -> memories.add(memory(memory.limits()));
            case GlobalImport global -> globals.add(global(global.type(), global.mutabilityType()));
            case TagImport tag -> tags.add(new CoreExtern.Tag(func(tag.tagType().typeIdx())));
            default -> throw new IllegalStateException("unknown import " + one);
        }
        return switch (one.importType()) {
            case FUNCTION -> funcs.getLast();
            case TABLE -> tables.getLast();
            case MEMORY -> memories.getLast();
            case GLOBAL -> globals.getLast();
            case TAG -> tags.getLast();
        };
    }

    private CoreExtern.Func func(int typeIndex) {
        return func(module.typeSection().getType(typeIndex));
    }

    static CoreExtern.Func func(FunctionType type) {
        return new CoreExtern.Func(
                type.params().stream().map(CoreTypes::value).toList(),
                type.returns().stream().map(CoreTypes::value).toList());
    }

    static FunctionType chicory(CoreExtern.Func type) {
        return FunctionType.of(
                type.parameters().stream().map(CoreTypes::chicory).toList(),
                type.results().stream().map(CoreTypes::chicory).toList());
    }

    private static CoreExtern table(ValType element, TableLimits limits) {
        return new CoreExtern.Table(
                value(element),
                limits.min(),
                limits.max() >= TABLE_UNBOUNDED
                        ? OptionalLong.empty()
                        : OptionalLong.of(limits.max()));
    }

    private static CoreExtern memory(MemoryLimits limits) {
        return new CoreExtern.Memory(
                limits.initialPages(),
                limits.maximumPages() >= MemoryLimits.MAX_PAGES
                        ? OptionalLong.empty()
                        : OptionalLong.of(limits.maximumPages()),
                limits.shared());
    }

    private static CoreExtern global(ValType type, MutabilityType mutability) {
        return new CoreExtern.Global(value(type), mutability == MutabilityType.Var);
    }

    private static CoreType value(ValType type) {
        if (type.equals(ValType.I32)) {
            return CoreType.I32;
        } else if (type.equals(ValType.I64)) {
            return CoreType.I64;
        } else if (type.equals(ValType.F32)) {
            return CoreType.F32;
        } else if (type.equals(ValType.F64)) {
            return CoreType.F64;
        } else if (type.equals(ValType.V128)) {
            return CoreType.V128;
        } else if (type.equals(ValType.FuncRef)) {
            return CoreType.FUNCREF;
        }
        return type.equals(ValType.ExternRef) ? CoreType.EXTERNREF : CoreType.OTHERREF;
    }

    private static ValType chicory(CoreType type) {
        return switch (type) {
            case I32 -> ValType.I32;
            case I64 -> ValType.I64;
            case F32 -> ValType.F32;
            case F64 -> ValType.F64;
            case V128 -> ValType.V128;
            case FUNCREF -> ValType.FuncRef;
            case EXTERNREF -> ValType.ExternRef;
            case OTHERREF ->
                    throw new IllegalArgumentException("such a reference cannot be passed");
        };
    }
}
