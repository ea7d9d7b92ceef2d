package dev.bestcode.wasm.type;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Types as text close to WIT, with named types written out.
public final class TypeText {
    private TypeText() {}

    public static String of(FuncType func) {
        var parameters =
                func.parameters().stream()
                        .map(parameter -> parameter.label() + ": " + of(parameter.type()))
                        .collect(Collectors.joining(", ", "func(", ")"));
        return parameters + func.result().map(type -> " -> " + of(type)).orElse("");
    }

    public static String of(ValType type) {
        return switch (type) {
            case ValType.Primitive(var prim, _) -> prim.wit();
            case ValType.ListType list -> "list<" + of(list.element()) + ">";
            case ValType.RecordType(var labels, var parts, _) ->
                    IntStream.range(0, labels.size())
                            .mapToObj(i -> labels.get(i) + ": " + of(parts.get(i)))
                            .collect(Collectors.joining(", ", "record{", "}"));
            case ValType.TupleType(var parts, _) ->
                    parts.stream()
                            .map(TypeText::of)
                            .collect(Collectors.joining(", ", "tuple<", ">"));
            case ValType.VariantType(var labels, var payloads, _) ->
                    IntStream.range(0, labels.size())
                            .mapToObj(i -> labels.get(i) + payload(payloads.get(i)))
                            .collect(Collectors.joining(", ", "variant{", "}"));
            case ValType.EnumType(var labels, _, _) -> labels("enum", labels);
            case ValType.FlagsType(var labels, _) -> labels("flags", labels);
            case ValType.OptionType option -> "option<" + of(option.element()) + ">";
            case ValType.ResultType(var ok, var error, _) -> result(ok, error);
            case ValType.OwnType own -> "own<" + own.resource().resource() + ">";
            case ValType.BorrowType borrow -> "borrow<" + borrow.resource().resource() + ">";
        };
    }

    private static String payload(Optional<ValType> type) {
        return type.map(inner -> "(" + of(inner) + ")").orElse("");
    }

    private static String labels(String what, List<String> labels) {
        return what + "{" + String.join(", ", labels) + "}";
    }

    private static String result(Optional<ValType> ok, Optional<ValType> error) {
        if (ok.isEmpty() && error.isEmpty()) {
            return "result";
        }
        return error.map(
                        type ->
                                "result<%s, %s>"
                                        .formatted(ok.map(TypeText::of).orElse("_"), of(type)))
                .orElseGet(() -> "result<" + ok.map(TypeText::of).orElse("_") + ">");
    }
}
