package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.ExternDesc;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.check.Scope.CoreTypeEntry;
import dev.bestcode.wasm.check.Step.Binding;
import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.Substitution;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.Work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Resolves the written type of an import or export, and opens it: an abstract resource in it
/// becomes one of the scope.
final class Externs {
    private final Scope scope;
    private final Rules rules;
    private final Work work;

    Externs(Scope scope, Work work) {
        this.scope = scope;
        this.rules = scope.rules;
        this.work = work;
    }

    /// @param resources the resources that are new with it
    record Opened(ExternType type, Set<ResourceVar> resources) {}

    Opened open(ExternDesc desc, String name) {
        return switch (desc) {
            case ExternDesc.Module(var index) -> {
                if (scope.get(scope.coreTypes, index, Sort.CORE_TYPE)
                        instanceof CoreTypeEntry.Module(var type)) {
                    yield known(type);
                }
                throw rules.broken("core type index " + index + " is not a module type");
            }
            case ExternDesc.Func(var index) -> {
                if (scope.type(index) instanceof FuncType func) {
                    yield known(func);
                }
                throw rules.broken("type index " + index + " is not a function type");
            }
            case ExternDesc.TypeEqual(var index) ->
                    known(new TypeExtern(Renaming.of(scope.type(index))));
            case ExternDesc.SubResource() -> {
                var resource = new ResourceVar(name);
                yield new Opened(new TypeExtern(new ResourceRef(resource)), Set.of(resource));
            }
            case ExternDesc.Component(var index) -> {
                if (scope.type(index) instanceof ComponentType component) {
                    yield known(component);
                }
                throw rules.broken("type index " + index + " is not a component type");
            }
            case ExternDesc.Instance(var index) -> {
                if (scope.type(index) instanceof InstanceType instance) {
                    yield open(instance);
                }
                throw rules.broken("type index " + index + " is not an instance type");
            }
        };
    }

    private static Opened known(ExternType type) {
        return new Opened(type, Set.of());
    }

    private Opened open(InstanceType type) {
        if (type.bound().isEmpty()) {
            return known(type);
        }
        var replacements = replacements(type.bound());
        var exports = new Substitution(replacements, work).externs(type.exports());
        return new Opened(InstanceType.of(exports, Set.of()), new HashSet<>(replacements.values()));
    }

    /// A new resource for each.
    static Map<ResourceVar, ResourceVar> replacements(Set<ResourceVar> bound) {
        var replacements = new HashMap<ResourceVar, ResourceVar>();
        for (var resource : bound) {
            replacements.put(resource, new ResourceVar(resource.toString()));
        }
        return replacements;
    }

    /// Where the resources are found in a thing of this type.
    List<Binding> bindings(ExternType type, Set<ResourceVar> resources) {
        var bindings = new ArrayList<Binding>();
        if (!resources.isEmpty()) {
            collect(type, List.of(), new HashSet<>(resources), bindings);
        }
        return bindings;
    }

    private void collect(
            ExternType type, List<String> path, Set<ResourceVar> wanted, List<Binding> found) {
        work.spend(1);
        switch (type) {
            case TypeExtern(ResourceRef reference) -> {
                if (wanted.remove(reference.resource())) {
                    found.add(new Binding(path, reference.resource()));
                }
            }
            case InstanceType instance ->
                    instance.exports()
                            .forEach(
                                    (name, export) -> {
                                        var deeper = new ArrayList<>(path);
                                        deeper.add(name);
                                        collect(export, List.copyOf(deeper), wanted, found);
                                    });
            case TypeExtern _, FuncType _, ComponentType _, ModuleType _ -> {}
        }
    }
}
