package dev.bestcode.wasm.suite;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.binary.Prim;
import dev.bestcode.wasm.type.ValType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values of a suite's commands, such as `(u32.const 1)`, as values of a type.
final class WastValues {
    private WastValues() {}

    static Val value(JsonValue written, ValType type) {
        var form = ((JsonArray) written).values();
        return switch (type) {
            case ValType.Primitive(var prim, _) -> primitive(prim, form.get(1));
            case ValType.ListType list -> {
                var elements =
                        form.subList(1, form.size()).stream()
                                .map(element -> value(element, list.element()))
                                .toList();
                yield list.ofBytes() ? bytes(elements) : new Val.Sequence(elements);
            }
            case ValType.RecordType(var labels, var parts, _) -> {
                var fields = new ArrayList<Val>();
                for (int i = 0; i < labels.size(); i++) {
                    var field = ((JsonArray) form.get(i + 1)).values();
                    if (!text(field.get(1)).equals(labels.get(i))) {
                        throw new IllegalArgumentException("fields are out of order: " + field);
                    }
                    fields.add(value(nested(field, 2), parts.get(i)));
                }
                yield new Val.Fields(fields);
            }
            case ValType.TupleType(var parts, _) -> {
                var fields = new ArrayList<Val>();
                for (int i = 0; i < parts.size(); i++) {
                    fields.add(value(form.get(i + 1), parts.get(i)));
                }
                yield new Val.Fields(fields);
            }
            case ValType.VariantType(var labels, var payloads, _) -> {
                int index = labels.indexOf(text(form.get(1)));
                yield chosen(index, payloads.get(index), form, 2);
            }
            case ValType.EnumType(var labels, _, _) ->
                    Val.Case.of(labels.indexOf(text(form.get(1))));
            case ValType.OptionType option ->
                    head(form).equals("option.none")
                            ? Val.none()
                            : Val.some(value(nested(form, 1), option.element()));
            case ValType.ResultType(var ok, var error, _) ->
                    head(form).equals("result.ok")
                            ? chosen(0, ok, form, 1)
                            : chosen(1, error, form, 1);
            case ValType.FlagsType(var labels, _) -> {
                int bits = 0;
                for (var flag : form.subList(1, form.size())) {
                    bits |= 1 << labels.indexOf(text(flag));
                }
                yield new Val.Flags(bits);
            }
            case ValType.OwnType _, ValType.BorrowType _ ->
                    throw new IllegalArgumentException("handles are not written");
        };
    }

    private static Val chosen(
            int index, Optional<ValType> payload, List<JsonValue> form, int position) {
        return new Val.Case(index, payload.map(type -> value(nested(form, position), type)));
    }

    /// `(f (u32.const 1))` and `(f u32.const 1)` are the same.
    private static JsonValue nested(List<JsonValue> form, int position) {
        return form.get(position) instanceof JsonArray array
                ? array
                : new JsonArray(form.subList(position, form.size()));
    }

    private static Val bytes(List<Val> elements) {
        var bytes = new byte[elements.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((Val.Int) elements.get(i)).value();
        }
        return new Val.Bytes(bytes);
    }

    private static Val primitive(Prim prim, JsonValue written) {
        var text = text(written);
        return switch (prim) {
            case BOOL -> new Val.Bool(text.equals("true"));
            case S8, U8, S16, U16, S32, U32, S64, U64 -> new Val.Int(integer(text));
            case F32 -> new Val.F32((float) number(text));
            case F64 -> new Val.F64(number(text));
            case CHAR -> new Val.Char(text.codePointAt(0));
            case STRING -> Val.Str.of(text);
        };
    }

    private static long integer(String text) {
        var digits = text.replace("_", "").replace("+", "");
        boolean negative = digits.startsWith("-");
        var plain = negative ? digits.substring(1) : digits;
        var value =
                plain.startsWith("0x")
                        ? new BigInteger(plain.substring(2), 16)
                        : new BigInteger(plain);
        return (negative ? value.negate() : value).longValue();
    }

    private static double number(String text) {
        if (text.contains("nan")) {
            return Double.NaN;
        }
        if (text.contains("inf")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        var plain = text.replace("_", "");
        return Double.parseDouble(
                plain.contains("0x") && !plain.contains("p") ? plain + "p0" : plain);
    }

    private static String head(List<JsonValue> form) {
        return text(form.getFirst());
    }

    private static String text(JsonValue value) {
        return value instanceof JsonObject object
                ? object.requireString("str")
                : ((JsonString) value).value();
    }

    /// Equal but for how strings were kept.
    static boolean same(Val a, Val b) {
        return switch (a) {
            case Val.Str(var text, _) -> b instanceof Val.Str(var other, _) && text.equals(other);
            case Val.Sequence(var elements) ->
                    b instanceof Val.Sequence(var others) && all(elements, others);
            case Val.Fields(var values) ->
                    b instanceof Val.Fields(var others) && all(values, others);
            case Val.Case(var index, var payload) ->
                    b instanceof Val.Case(var other, var otherPayload)
                            && index == other
                            && payload.isPresent() == otherPayload.isPresent()
                            && (payload.isEmpty() || same(payload.get(), otherPayload.get()));
            case Val.Bytes _,
                    Val.Bool _,
                    Val.Int _,
                    Val.F32 _,
                    Val.F64 _,
                    Val.Char _,
                    Val.Flags _,
                    Val.Handle _ ->
                    a.equals(b);
        };
    }

    private static boolean all(List<Val> a, List<Val> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
