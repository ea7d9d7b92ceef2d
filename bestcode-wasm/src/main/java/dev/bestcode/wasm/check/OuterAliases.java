package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.Definition;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.type.Work;

import java.util.Optional;

/// Resolves aliases of definitions of scopes around this one.
final class OuterAliases {
    private final Scope scope;
    private final Rules rules;
    private final Work work;

    OuterAliases(Scope scope, Work work) {
        this.scope = scope;
        this.rules = scope.rules;
        this.work = work;
    }

    Optional<Step> alias(Definition.AliasOuter alias) {
        var target = scope;
        int components = 0;
        for (int i = 0; i < alias.count(); i++) {
            if (target.kind == Scope.Kind.COMPONENT) {
                components++;
            }
            target =
                    target.parent.orElseThrow(
                            () -> rules.broken("invalid outer alias count of " + alias.count()));
        }
        int index = alias.index();
        boolean inType = scope.kind != Scope.Kind.COMPONENT;
        return switch (alias.sort()) {
            case CORE_TYPE -> {
                scope.coreTypes.add(scope.get(target.coreTypes, index, alias.sort()));
                yield Optional.empty();
            }
            case TYPE -> {
                var type = scope.get(target.types, index, alias.sort());
                rules.require(
                        components == 0 || !new FreeResources(work).in(type),
                        "cannot alias an outer type which transitively refers to resources");
                scope.types.add(type);
                yield Optional.empty();
            }
            case CORE_MODULE -> {
                requireComponent(inType, alias.sort());
                scope.modules.add(scope.get(target.modules, index, alias.sort()));
                yield Optional.of(new Step.AliasOuter(alias.sort(), components, index));
            }
            case COMPONENT -> {
                requireComponent(inType, alias.sort());
                scope.components.add(scope.get(target.components, index, alias.sort()));
                yield Optional.of(new Step.AliasOuter(alias.sort(), components, index));
            }
            case CORE_FUNC,
                    CORE_TABLE,
                    CORE_MEMORY,
                    CORE_GLOBAL,
                    CORE_TAG,
                    CORE_INSTANCE,
                    FUNC,
                    INSTANCE ->
                    throw rules.broken(
                            "an outer alias of a %s is not allowed"
                                    .formatted(alias.sort().words()));
        };
    }

    private void requireComponent(boolean inType, Sort sort) {
        rules.require(!inType, "a type cannot alias a " + sort.words() + " from outside");
    }
}
