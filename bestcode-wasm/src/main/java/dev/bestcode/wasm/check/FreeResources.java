package dev.bestcode.wasm.check;

import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.type.Work;

import java.util.HashSet;
import java.util.Set;

/// Finds whether a type speaks of a resource that it does not bind itself. Such a type means
/// something inside one component only.
final class FreeResources {
    private final Work work;

    FreeResources(Work work) {
        this.work = work;
    }

    boolean in(DefinedType type) {
        return in(type, Set.of());
    }

    private boolean in(DefinedType type, Set<ResourceVar> bound) {
        work.spend(1);
        return switch (type) {
            case ResourceRef reference -> !bound.contains(reference.resource());
            case ValType value -> in(value, bound);
            case FuncType func -> in(func, bound);
            case InstanceType instance -> inExtern(instance, bound);
            case ComponentType component -> inExtern(component, bound);
        };
    }

    private boolean inExtern(ExternType type, Set<ResourceVar> bound) {
        work.spend(1);
        return switch (type) {
            case FuncType func -> in(func, bound);
            case InstanceType instance ->
                    instance.exports().values().stream()
                            .anyMatch(export -> inExtern(export, with(bound, instance.bound())));
            case ComponentType component -> {
                var all = with(with(bound, component.boundImports()), component.boundExports());
                yield component.imports().values().stream().anyMatch(one -> inExtern(one, all))
                        || component.exports().values().stream()
                                .anyMatch(one -> inExtern(one, all));
            }
            case TypeExtern(var defined) -> in(defined, bound);
            case ModuleType _ -> false;
        };
    }

    private boolean in(FuncType func, Set<ResourceVar> bound) {
        return func.parameterTypes().stream().anyMatch(type -> in(type, bound))
                || func.resultTypes().stream().anyMatch(type -> in(type, bound));
    }

    private boolean in(ValType type, Set<ResourceVar> bound) {
        work.spend(1);
        if (!type.facts().resource()) {
            return false;
        }
        return switch (type) {
            case ValType.OwnType own -> !bound.contains(own.resource().resource());
            case ValType.BorrowType borrow -> !bound.contains(borrow.resource().resource());
            case ValType.ListType list -> in(list.element(), bound);
            case ValType.Product product ->
                    product.parts().stream().anyMatch(part -> in(part, bound));
            case ValType.Sum sum ->
                    sum.payloads().stream()
                            .anyMatch(payload -> payload.isPresent() && in(payload.get(), bound));
            case ValType.Primitive _, ValType.FlagsType _ -> false;
        };
    }

    private static Set<ResourceVar> with(Set<ResourceVar> bound, Set<ResourceVar> more) {
        if (more.isEmpty()) {
            return bound;
        }
        var all = new HashSet<>(bound);
        all.addAll(more);
        return all;
    }
}
