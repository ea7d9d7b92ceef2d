package dev.bestcode.wasm.check;

import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ValType;

/// Gives a type another name: the same type as another object, so that [Visibility] can tell the
/// name that was exported from the one that was not.
final class Renaming {
    private Renaming() {}

    static DefinedType of(DefinedType type) {
        return switch (type) {
            case ResourceRef reference -> new ResourceRef(reference.resource());
            case ValType.RecordType(var labels, var parts, var facts) ->
                    new ValType.RecordType(labels, parts, facts);
            case ValType.VariantType(var labels, var payloads, var facts) ->
                    new ValType.VariantType(labels, payloads, facts);
            case ValType.EnumType(var labels, var payloads, var facts) ->
                    new ValType.EnumType(labels, payloads, facts);
            case ValType.FlagsType(var labels, var facts) -> new ValType.FlagsType(labels, facts);
            case ValType.Primitive _,
                    ValType.ListType _,
                    ValType.TupleType _,
                    ValType.OptionType _,
                    ValType.ResultType _,
                    ValType.OwnType _,
                    ValType.BorrowType _,
                    FuncType _,
                    InstanceType _,
                    ComponentType _ ->
                    type;
        };
    }
}
