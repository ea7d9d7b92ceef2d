package dev.bestcode.wasm.json;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.binary.Prim;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ValType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// JSON as a component's values; the shapes are those of [JsonSchemas].
public final class JsonValues {
    private JsonValues() {}

    /// @throws IllegalArgumentException when an argument is missing, unknown or of another type,
    ///     with its path
    public static List<Val> arguments(JsonObject arguments, FuncType func) {
        return fields(
                arguments,
                func.parameters().stream().map(FuncType.Parameter::label).toList(),
                func.parameterTypes(),
                "");
    }

    private static List<Val> fields(
            JsonObject object, List<String> labels, List<ValType> types, String path) {
        var values = new ArrayList<Val>();
        Set<String> unknown = new HashSet<>(object.members().keySet());
        for (int i = 0; i < labels.size(); i++) {
            var name = JsonSchemas.snake(labels.get(i));
            var at = path.isEmpty() ? name : path + "." + name;
            unknown.remove(name);
            var given = object.get(name);
            if (given.isPresent()) {
                values.add(value(given.get(), types.get(i), at));
            } else if (types.get(i) instanceof ValType.OptionType) {
                values.add(Val.none());
            } else {
                throw new IllegalArgumentException("'" + at + "' is missing");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s%s is unknown; allowed: %s"
                            .formatted(
                                    path.isEmpty() ? "" : path + ": ",
                                    unknown,
                                    JsonSchemas.snakes(labels)));
        }
        return values;
    }

    private static Val value(JsonValue json, ValType type, String path) {
        return switch (type) {
            case ValType.Primitive(var prim, _) -> primitive(json, prim, path);
            case ValType.ListType list when list.ofBytes() -> bytes(string(json, path), path);
            case ValType.ListType list -> {
                var elements = array(json, path).values();
                var values = new ArrayList<Val>();
                for (int i = 0; i < elements.size(); i++) {
                    values.add(value(elements.get(i), list.element(), path + "[" + i + "]"));
                }
                yield new Val.Sequence(values);
            }
            case ValType.RecordType(var labels, var parts, _) ->
                    new Val.Fields(fields(object(json, path), labels, parts, path));
            case ValType.TupleType(var parts, _) -> {
                var elements = array(json, path).values();
                if (elements.size() != parts.size()) {
                    throw wrong(path, "an array of " + parts.size());
                }
                var values = new ArrayList<Val>();
                for (int i = 0; i < parts.size(); i++) {
                    values.add(value(elements.get(i), parts.get(i), path + "[" + i + "]"));
                }
                yield new Val.Fields(values);
            }
            case ValType.EnumType(var labels, _, _) ->
                    Val.Case.of(index(string(json, path), labels, path));
            case ValType.FlagsType(var labels, _) -> {
                int bits = 0;
                for (var flag : array(json, path).values()) {
                    bits |= 1 << index(string(flag, path), labels, path);
                }
                yield new Val.Flags(bits);
            }
            case ValType.OptionType option ->
                    json instanceof JsonNull
                            ? Val.none()
                            : Val.some(value(json, option.element(), path));
            case ValType.ResultType(var ok, var error, _) ->
                    tagged(json, List.of("ok", "error"), List.of(ok, error), path);
            case ValType.VariantType(var labels, var payloads, _) ->
                    tagged(json, labels, payloads, path);
            case ValType.OwnType _, ValType.BorrowType _ ->
                    throw new IllegalArgumentException("'" + path + "': a resource is not JSON");
        };
    }

    private static Val tagged(
            JsonValue json, List<String> labels, List<Optional<ValType>> payloads, String path) {
        var object = object(json, path);
        var tag = object.string("tag").orElseThrow(() -> wrong(path, "an object with a 'tag'"));
        int index = index(tag, labels, path);
        var payload =
                payloads.get(index)
                        .map(
                                type ->
                                        value(
                                                object.get("value")
                                                        .orElseThrow(
                                                                () ->
                                                                        wrong(
                                                                                path,
                                                                                "an object with a 'value'")),
                                                type,
                                                path + ".value"));
        return new Val.Case(index, payload);
    }

    private static int index(String name, List<String> labels, String path) {
        int index = JsonSchemas.snakes(labels).indexOf(name);
        if (index < 0) {
            throw wrong(path, "one of " + JsonSchemas.snakes(labels));
        }
        return index;
    }

    private static Val primitive(JsonValue json, Prim prim, String path) {
        return switch (prim) {
            case BOOL -> {
                if (json instanceof JsonBoolean(var bool)) {
                    yield new Val.Bool(bool);
                }
                throw wrong(path, "true or false");
            }
            case S8 -> integer(json, 7, true, path);
            case U8 -> integer(json, 8, false, path);
            case S16 -> integer(json, 15, true, path);
            case U16 -> integer(json, 16, false, path);
            case S32 -> integer(json, 31, true, path);
            case U32 -> integer(json, 32, false, path);
            case S64 -> integer(json, 63, true, path);
            case U64 -> integer(json, 64, false, path);
            case F32 -> new Val.F32((float) number(json, path));
            case F64 -> new Val.F64(number(json, path));
            case CHAR -> {
                var text = string(json, path);
                if (text.codePointCount(0, text.length()) != 1) {
                    throw wrong(path, "one character");
                }
                yield new Val.Char(text.codePointAt(0));
            }
            case STRING -> Val.Str.of(string(json, path));
        };
    }

    private static Val integer(JsonValue json, int bits, boolean signed, String path) {
        if (json instanceof JsonNumber number && number.lexeme().length() <= 64) {
            try {
                var decimal = new BigDecimal(number.lexeme());
                if (Math.abs((long) decimal.scale()) <= 64) {
                    BigInteger value = decimal.toBigIntegerExact();
                    if (value.bitLength() <= bits && (signed || value.signum() >= 0)) {
                        return new Val.Int(value.longValue());
                    }
                }
            } catch (ArithmeticException notWhole) {
                throw wrong(path, "an integer");
            }
        }
        throw wrong(path, "an integer of its range");
    }

    private static double number(JsonValue json, String path) {
        if (json instanceof JsonNumber number) {
            return number.asDouble();
        }
        throw wrong(path, "a number");
    }

    private static Val bytes(String text, String path) {
        try {
            return new Val.Bytes(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw wrong(path, "base64");
        }
    }

    private static String string(JsonValue json, String path) {
        if (json instanceof JsonString(var text)) {
            return text;
        }
        throw wrong(path, "a string");
    }

    private static JsonArray array(JsonValue json, String path) {
        if (json instanceof JsonArray array) {
            return array;
        }
        throw wrong(path, "an array");
    }

    private static JsonObject object(JsonValue json, String path) {
        if (json instanceof JsonObject object) {
            return object;
        }
        throw wrong(path, "an object");
    }

    private static IllegalArgumentException wrong(String path, String expected) {
        return new IllegalArgumentException("'" + path + "' must be " + expected);
    }

    /// A value that a component answered.
    public static JsonValue json(Val value, ValType type) {
        return switch (type) {
            case ValType.Primitive(var prim, _) -> json(value, prim);
            case ValType.ListType list when list.ofBytes() ->
                    new JsonString(Base64.getEncoder().encodeToString(((Val.Bytes) value).bytes()));
            case ValType.ListType list ->
                    new JsonArray(
                            ((Val.Sequence) value)
                                    .elements().stream()
                                            .map(element -> json(element, list.element()))
                                            .toList());
            case ValType.RecordType(var labels, var parts, _) -> {
                var values = ((Val.Fields) value).values();
                var object = JsonObject.builder();
                for (int i = 0; i < labels.size(); i++) {
                    boolean absent =
                            parts.get(i) instanceof ValType.OptionType
                                    && values.get(i) instanceof Val.Case(var index, _)
                                    && index == 0;
                    if (!absent) {
                        object.put(
                                JsonSchemas.snake(labels.get(i)),
                                json(values.get(i), parts.get(i)));
                    }
                }
                yield object.build();
            }
            case ValType.TupleType(var parts, _) -> {
                var values = ((Val.Fields) value).values();
                var elements = new ArrayList<JsonValue>();
                for (int i = 0; i < parts.size(); i++) {
                    elements.add(json(values.get(i), parts.get(i)));
                }
                yield new JsonArray(elements);
            }
            case ValType.EnumType(var labels, _, _) ->
                    new JsonString(JsonSchemas.snake(labels.get(((Val.Case) value).index())));
            case ValType.FlagsType(var labels, _) -> {
                var set = new ArrayList<String>();
                for (int i = 0; i < labels.size(); i++) {
                    if ((((Val.Flags) value).bits() & 1 << i) != 0) {
                        set.add(JsonSchemas.snake(labels.get(i)));
                    }
                }
                yield JsonArray.ofStrings(set);
            }
            case ValType.OptionType option ->
                    ((Val.Case) value)
                            .payload()
                            .map(inner -> json(inner, option.element()))
                            .orElse(new JsonNull());
            case ValType.ResultType(var ok, var error, _) ->
                    tagged((Val.Case) value, List.of("ok", "error"), List.of(ok, error));
            case ValType.VariantType(var labels, var payloads, _) ->
                    tagged((Val.Case) value, labels, payloads);
            case ValType.OwnType _, ValType.BorrowType _ ->
                    throw new IllegalArgumentException("a resource is not JSON");
        };
    }

    private static JsonValue tagged(
            Val.Case value, List<String> labels, List<Optional<ValType>> payloads) {
        var object = JsonObject.builder().put("tag", JsonSchemas.snake(labels.get(value.index())));
        payloads.get(value.index())
                .ifPresent(type -> object.put("value", json(value.payload().orElseThrow(), type)));
        return object.build();
    }

    private static JsonValue json(Val value, Prim prim) {
        return switch (prim) {
            case BOOL -> new JsonBoolean(((Val.Bool) value).value());
            case S8, U8, S16, U16, S32, U32, S64 -> JsonNumber.of(((Val.Int) value).value());
            case U64 -> new JsonNumber(Long.toUnsignedString(((Val.Int) value).value()));
            case F32 -> {
                float single = ((Val.F32) value).value();
                yield number(single, Float.toString(single));
            }
            case F64 -> {
                double number = ((Val.F64) value).value();
                yield number(number, Double.toString(number));
            }
            case CHAR -> new JsonString(Character.toString(((Val.Char) value).value()));
            case STRING -> new JsonString(((Val.Str) value).text());
        };
    }

    /// JSON has no name for what is not finite.
    private static JsonValue number(double value, String shortest) {
        return Double.isFinite(value)
                ? new JsonNumber(new BigDecimal(shortest).stripTrailingZeros().toPlainString())
                : new JsonString(shortest);
    }
}
