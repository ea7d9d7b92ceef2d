package dev.bestcode.wasm.check;

import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.type.Work;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// Which types have a name that is seen from outside. Records, variants, enums, flags and resources
/// that an import or export uses must have one, because whoever calls it must be able to write it.
/// @see "Component Model, Explainer.md (external visibility of types)"
final class Visibility {
    private final Work work;
    private final Visible imported = new Visible(Optional.empty());
    private final Visible exported = new Visible(Optional.empty());

    /// Types by identity, on top of others.
    private record Visible(Optional<Visible> below, Set<Object> types) {
        Visible(Optional<Visible> below) {
            this(below, Collections.newSetFromMap(new IdentityHashMap<>()));
        }

        boolean contains(Object type) {
            return types.contains(type) || (below.isPresent() && below.get().contains(type));
        }
    }

    Visibility(Work work) {
        this.work = work;
    }

    /// @param made the type's new name, for a type that is imported
    /// @return whether all that the import uses has a name
    boolean imports(ExternType type, Optional<DefinedType> made) {
        boolean named = register(type, made, imported);
        if (named) {
            register(type, made, exported);
        }
        return named;
    }

    boolean exports(ExternType type, Optional<DefinedType> made) {
        return register(type, made, exported);
    }

    private boolean register(ExternType type, Optional<DefinedType> made, Visible visible) {
        work.spend(1);
        return switch (type) {
            case TypeExtern(var defined) -> {
                if (!partsNamed(defined, visible)) {
                    yield false;
                }
                visible.types().add(made.orElse(defined));
                yield true;
            }
            case InstanceType instance -> {
                for (var export : instance.exports().values()) {
                    if (!register(export, Optional.empty(), visible)) {
                        yield false;
                    }
                }
                yield true;
            }
            case FuncType func -> funcNamed(func, visible);
            case ComponentType _, ModuleType _ -> true;
        };
    }

    private boolean funcNamed(FuncType func, Visible visible) {
        for (var parameter : func.parameters()) {
            if (!named(parameter.type(), visible)) {
                return false;
            }
        }
        return func.result().isEmpty() || named(func.result().get(), visible);
    }

    private boolean partsNamed(DefinedType type, Visible visible) {
        return switch (type) {
            case ResourceRef _ -> true;
            case FuncType func -> funcNamed(func, visible);
            // What its exports name holds inside it alone.
            case InstanceType instance ->
                    register(instance, Optional.empty(), new Visible(Optional.of(visible)));
            case ComponentType _ -> true;
            case ValType value -> valuePartsNamed(value, visible);
        };
    }

    private boolean named(ValType type, Visible visible) {
        work.spend(1);
        return switch (type) {
            case ValType.RecordType _,
                    ValType.VariantType _,
                    ValType.EnumType _,
                    ValType.FlagsType _ ->
                    visible.contains(type);
            case ValType.Primitive _,
                    ValType.ListType _,
                    ValType.TupleType _,
                    ValType.OptionType _,
                    ValType.ResultType _,
                    ValType.OwnType _,
                    ValType.BorrowType _ ->
                    valuePartsNamed(type, visible);
        };
    }

    private boolean valuePartsNamed(ValType type, Visible visible) {
        return switch (type) {
            case ValType.Primitive _ -> true;
            case ValType.FlagsType _ -> true;
            case ValType.ListType list -> named(list.element(), visible);
            case ValType.Product product -> {
                for (var part : product.parts()) {
                    if (!named(part, visible)) {
                        yield false;
                    }
                }
                yield true;
            }
            case ValType.EnumType _ -> true;
            case ValType.Sum sum -> {
                for (var payload : sum.payloads()) {
                    if (payload.isPresent() && !named(payload.get(), visible)) {
                        yield false;
                    }
                }
                yield true;
            }
            case ValType.OwnType own -> visible.contains(own.resource());
            case ValType.BorrowType borrow -> visible.contains(borrow.resource());
        };
    }
}
