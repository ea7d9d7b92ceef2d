package dev.bestcode.wasm.host;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.abi.RuntimeResource;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.ValType;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The value of a type that says least: an error where there can be one, nothing where there can be
/// nothing, zero and the empty text.
final class Nothing {
    /// How interfaces say that something is not there or not allowed, best first.
    private static final List<String> REFUSALS =
            List.of(
                    "closed",
                    "access",
                    "access-denied",
                    "not-permitted",
                    "unsupported",
                    "not-supported");

    private static final int RESULT_ERROR = 1;

    private final Function<ResourceVar, RuntimeResource> resources;

    Nothing(Function<ResourceVar, RuntimeResource> resources) {
        this.resources = resources;
    }

    Val of(ValType type) {
        return switch (type) {
            case ValType.Primitive(var prim, _) ->
                    switch (prim) {
                        case BOOL -> new Val.Bool(false);
                        case S8, U8, S16, U16, S32, U32, S64, U64 -> new Val.Int(0);
                        case F32 -> new Val.F32(0);
                        case F64 -> new Val.F64(0);
                        case CHAR -> new Val.Char(' ');
                        case STRING -> Val.Str.of("");
                    };
            case ValType.ListType list ->
                    list.ofBytes() ? new Val.Bytes(new byte[0]) : new Val.Sequence(List.of());
            case ValType.Product product ->
                    new Val.Fields(product.parts().stream().map(this::of).toList());
            case ValType.OptionType _ -> Val.none();
            case ValType.ResultType(_, var error, _) ->
                    new Val.Case(RESULT_ERROR, error.map(this::of));
            case ValType.EnumType(var labels, var payloads, _) -> refusal(labels, payloads);
            case ValType.VariantType(var labels, var payloads, _) -> refusal(labels, payloads);
            case ValType.FlagsType _ -> new Val.Flags(0);
            case ValType.OwnType own ->
                    new Val.Handle(resources.apply(own.resource().resource()), 0);
            case ValType.BorrowType _ -> throw new TrapException("nothing can be lent from here");
        };
    }

    private Val refusal(List<String> labels, List<Optional<ValType>> payloads) {
        int chosen =
                REFUSALS.stream()
                        .map(labels::indexOf)
                        .filter(index -> index >= 0)
                        .findFirst()
                        .orElse(0);
        return new Val.Case(chosen, payloads.get(chosen).map(this::of));
    }

    List<Val> of(Optional<ValType> result) {
        return result.map(type -> List.of(of(type))).orElse(Collections.emptyList());
    }
}
