package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.CoreTypeDecl;
import dev.bestcode.wasm.binary.CoreTypeDecl.Declaration;
import dev.bestcode.wasm.binary.CoreTypeDecl.Desc;
import dev.bestcode.wasm.check.Scope.CoreTypeEntry;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Resolves core types that a component writes.
final class CoreTypeDefinitions {
    private static final long MEMORY_PAGES_MAX = 1 << 16;

    private final Scope scope;
    private final Rules rules;

    CoreTypeDefinitions(Scope scope) {
        this.scope = scope;
        this.rules = scope.rules;
    }

    CoreTypeEntry entry(CoreTypeDecl declared) {
        return switch (declared) {
            case CoreTypeDecl.Func(var type) -> new CoreTypeEntry.Func(type);
            case CoreTypeDecl.Module(var declarations) ->
                    new CoreTypeEntry.Module(module(declarations));
        };
    }

    private ModuleType module(List<Declaration> declarations) {
        var types = new ArrayList<CoreExtern.Func>();
        var imports = new LinkedHashMap<CoreName, CoreExtern>();
        var exports = new LinkedHashMap<String, CoreExtern>();
        for (var declaration : declarations) {
            switch (declaration) {
                case Declaration.Import(var module, var name, var type) ->
                        rules.require(
                                imports.putIfAbsent(new CoreName(module, name), extern(type, types))
                                        == null,
                                "duplicate import name '%s:%s'".formatted(module, name));
                case Declaration.Export(var name, var type) ->
                        rules.require(
                                exports.putIfAbsent(name, extern(type, types)) == null,
                                "duplicate export name '" + name + "' already defined");
                case Declaration.Type(var type) -> types.add(func(entry(type)));
                case Declaration.Outer(var count, var index) -> types.add(outer(count, index));
            }
        }
        return new ModuleType(imports, exports);
    }

    /// Count 0 is the module type itself, 1 the scope that it is written in.
    private CoreExtern.Func outer(int count, int index) {
        rules.require(count > 0, "an outer alias of a module type must leave it");
        var target = scope;
        for (int i = 1; i < count; i++) {
            target =
                    target.parent.orElseThrow(
                            () -> rules.broken("invalid outer alias count of " + count));
        }
        return func(scope.get(target.coreTypes, index, dev.bestcode.wasm.binary.Sort.CORE_TYPE));
    }

    private CoreExtern.Func func(CoreTypeEntry entry) {
        if (entry instanceof CoreTypeEntry.Func(var type)) {
            return type;
        }
        throw rules.broken("a module type cannot hold module types");
    }

    private CoreExtern extern(Desc desc, List<CoreExtern.Func> types) {
        return switch (desc) {
            case Desc.FuncIndex(var index) -> type(types, index);
            case Desc.TagIndex(var index) -> new CoreExtern.Tag(type(types, index));
            case Desc.Plain(var extern) -> {
                if (extern instanceof CoreExtern.Memory memory) {
                    rules.require(
                            memory.minimum() <= MEMORY_PAGES_MAX
                                    && memory.maximum().orElse(0) <= MEMORY_PAGES_MAX,
                            "memory size must be at most 65536 pages (4GiB)");
                    rules.require(
                            !memory.shared() || memory.maximum().isPresent(),
                            "shared memory must have a maximum");
                }
                yield extern;
            }
        };
    }

    private CoreExtern.Func type(List<CoreExtern.Func> types, int index) {
        rules.require(index < types.size(), "unknown type " + index + ": type index out of bounds");
        return types.get(index);
    }
}
