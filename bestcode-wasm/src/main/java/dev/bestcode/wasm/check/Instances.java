package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.Definition;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.binary.SortIndex;
import dev.bestcode.wasm.check.Step.Item;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.Matching;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.Substitution;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.Work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks instances, core ones and others, and aliases of what they export.
final class Instances {
    private final Scope scope;
    private final Rules rules;
    private final Externs externs;
    private final Work work;

    Instances(Scope scope, Externs externs, Work work) {
        this.scope = scope;
        this.rules = scope.rules;
        this.externs = externs;
        this.work = work;
    }

    Step core(Definition.CoreInstantiate instantiate) {
        var module = scope.get(scope.modules, instantiate.module(), Sort.CORE_MODULE);
        var arguments = new LinkedHashMap<String, Integer>();
        for (var argument : instantiate.arguments()) {
            scope.get(scope.coreInstances, argument.what().index(), Sort.CORE_INSTANCE);
            rules.require(
                    arguments.putIfAbsent(argument.name(), argument.what().index()) == null,
                    "duplicate module instantiation argument named '" + argument.name() + "'");
        }
        module.imports()
                .forEach(
                        (name, wanted) -> {
                            work.spend(1);
                            var index = arguments.get(name.module());
                            if (index == null) {
                                throw rules.broken(
                                        "missing module instantiation argument named '%s'"
                                                .formatted(name.module()));
                            }
                            var given = scope.coreInstances.get(index).get(name.name());
                            if (given == null) {
                                throw rules.broken(
                                        "module instantiation argument '%s' does not export an item named '%s'"
                                                .formatted(name.module(), name.name()));
                            }
                            rules.requireNone(
                                    Matching.core(given, wanted),
                                    "module instantiation argument " + name);
                        });
        scope.coreInstances.add(module.exports());
        return new Step.InstantiateModule(instantiate.module(), Map.copyOf(arguments));
    }

    Step core(Definition.CoreInlineExports bundle) {
        var types = new HashMap<String, CoreExtern>();
        var items = new LinkedHashMap<String, SortIndex>();
        for (var export : bundle.exports()) {
            work.spend(1);
            var type = scope.core(export.what().sort(), export.what().index());
            rules.require(
                    types.putIfAbsent(export.name(), type) == null,
                    "export name '" + export.name() + "' is already defined: duplicate");
            items.put(export.name(), export.what());
        }
        scope.coreInstances.add(types);
        return new Step.BundleCore(Map.copyOf(items));
    }

    Step component(Definition.Instantiate instantiate) {
        var component = scope.get(scope.components, instantiate.component(), Sort.COMPONENT);
        var types = new HashMap<String, ExternType>();
        var items = new ArrayList<Item>();
        for (var argument : instantiate.arguments()) {
            var what = argument.what();
            var type = scope.extern(what.sort(), what.index());
            rules.require(
                    types.putIfAbsent(argument.name(), type) == null,
                    "duplicate instantiation argument: '" + argument.name() + "'");
            items.add(new Item(argument.name(), what.sort(), what.index(), resource(type)));
        }
        var matching = new Matching(work);
        component
                .imports()
                .forEach(
                        (name, wanted) -> {
                            var given = types.get(name);
                            if (given == null) {
                                throw rules.broken("missing import named '" + name + "'");
                            }
                            rules.requireNone(
                                    matching.difference(given, wanted, component.boundImports()),
                                    "import '" + name + "'");
                        });
        var replacements = Externs.replacements(component.boundExports());
        var fresh = new HashSet<ResourceVar>(replacements.values());
        replacements.putAll(matching.learnt());
        var type =
                InstanceType.of(
                        new Substitution(replacements, matching.met(), work)
                                .externs(component.exports()),
                        Set.of());
        scope.fresh.addAll(fresh);
        scope.instances.add(type);
        return new Step.Instantiate(
                instantiate.component(), List.copyOf(items), externs.bindings(type, fresh));
    }

    Step component(Definition.InlineExports bundle) {
        var names = Names.ofBundle(rules);
        var items = new ArrayList<Item>();
        for (var export : bundle.exports()) {
            work.spend(1);
            var what = export.what();
            var type = scope.extern(what.sort(), what.index());
            names.declare(export.name(), type);
            items.add(new Item(export.name().text(), what.sort(), what.index(), resource(type)));
        }
        scope.instances.add(InstanceType.of(names.types(), Set.of()));
        return new Step.Bundle(List.copyOf(items));
    }

    Optional<Step> alias(Definition.AliasExport alias) {
        rules.require(
                scope.kind == Scope.Kind.COMPONENT
                        || alias.sort() == Sort.TYPE
                        || alias.sort() == Sort.INSTANCE,
                "a type can only alias types and instances");
        var instance = scope.get(scope.instances, alias.instance(), Sort.INSTANCE);
        var type = instance.exports().get(alias.name());
        if (type == null) {
            throw rules.broken(
                    "instance %d has no export named '%s'"
                            .formatted(alias.instance(), alias.name()));
        }
        rules.require(
                ComponentChecker.sortOf(type) == alias.sort(),
                "export '%s' of instance %d is not a %s"
                        .formatted(alias.name(), alias.instance(), alias.sort().words()));
        scope.add(type);
        return alias.sort() == Sort.TYPE || scope.kind != Scope.Kind.COMPONENT
                ? Optional.empty()
                : Optional.of(new Step.AliasExport(alias.sort(), alias.instance(), alias.name()));
    }

    Step alias(Definition.CoreAliasExport alias) {
        rules.require(
                scope.kind == Scope.Kind.COMPONENT, "a type can only alias types and instances");
        var instance = scope.get(scope.coreInstances, alias.instance(), Sort.CORE_INSTANCE);
        var type = instance.get(alias.name());
        if (type == null) {
            throw rules.broken(
                    "core instance %d has no export named '%s'"
                            .formatted(alias.instance(), alias.name()));
        }
        rules.require(
                alias.sort() == sort(type),
                "export '%s' for core instance %d is not a %s"
                        .formatted(alias.name(), alias.instance(), alias.sort().words()));
        scope.add(type);
        return new Step.AliasCoreExport(alias.sort(), alias.instance(), alias.name());
    }

    /// The resource that an item is, when it is one.
    static Optional<ResourceVar> resource(ExternType type) {
        return type instanceof TypeExtern(ResourceRef reference)
                ? Optional.of(reference.resource())
                : Optional.empty();
    }

    private static Sort sort(CoreExtern type) {
        return switch (type) {
            case CoreExtern.Func _ -> Sort.CORE_FUNC;
            case CoreExtern.Table _ -> Sort.CORE_TABLE;
            case CoreExtern.Memory _ -> Sort.CORE_MEMORY;
            case CoreExtern.Global _ -> Sort.CORE_GLOBAL;
            case CoreExtern.Tag _ -> Sort.CORE_TAG;
        };
    }
}
