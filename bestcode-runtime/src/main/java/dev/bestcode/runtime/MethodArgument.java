package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.tool.ToolCall;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A parameter of a method that is a tool.
/// @param type of its value, within an `Optional` where it may be left out
/// @param schema nothing for the one that is the call itself
record MethodArgument(String name, Type type, boolean optional, Optional<JsonObject> schema) {
    /// So that an absurd number of items is refused by the schema.
    private static final int ITEMS_MAX = 10_000;

    static MethodArgument of(Parameter parameter) {
        if (parameter.getType() == ToolCall.class) {
            return new MethodArgument("", ToolCall.class, false, Optional.empty());
        }
        var about = parameter.getAnnotation(ToolParameter.class);
        if (about == null) {
            throw wrong(parameter, "has no @ToolParameter, so no model knows what to give");
        }
        if (about.name().isEmpty() && !parameter.isNamePresent()) {
            throw wrong(
                    parameter, "has no name: compile with -parameters, or give @ToolParameter one");
        }
        boolean optional = isOf(parameter.getParameterizedType(), Optional.class);
        var type =
                optional
                        ? argumentOf(parameter.getParameterizedType())
                        : parameter.getParameterizedType();
        var schema = JsonObject.builder().put("description", about.value());
        typeSchema(type, parameter).members().forEach(schema::put);
        return new MethodArgument(
                about.name().isEmpty() ? parameter.getName() : about.name(),
                type,
                optional,
                Optional.of(schema.build()));
    }

    private static IllegalArgumentException wrong(Parameter parameter, String why) {
        return MethodTool.wrong(
                "parameter %s of %s".formatted(parameter, parameter.getDeclaringExecutable()), why);
    }

    private static boolean isOf(Type type, Class<?> raw) {
        return type instanceof ParameterizedType of && of.getRawType() == raw;
    }

    private static Type argumentOf(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static JsonObject typeSchema(Type type, Parameter parameter) {
        if (isOf(type, List.class)) {
            return JsonObject.builder()
                    .put("type", "array")
                    .put("items", typeSchema(argumentOf(type), parameter))
                    .put("maxItems", ITEMS_MAX)
                    .build();
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            var names = Arrays.stream(one.getEnumConstants()).map(Object::toString).toList();
            return JsonObject.builder().put("enum", JsonArray.ofStrings(names)).build();
        }
        var schema = JsonObject.builder();
        if (type == String.class) {
            return schema.put("type", "string").build();
        } else if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean").build();
        } else if (type == double.class || type == Double.class) {
            return schema.put("type", "number").build();
        } else if (type == int.class || type == Integer.class) {
            return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return integer(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        throw wrong(
                parameter,
                "is of a type that no schema follows from; allowed: String, int, long, double, boolean, an enum, List and Optional of these");
    }

    private static JsonObject integer(long min, long max) {
        return JsonObject.builder()
                .put("type", "integer")
                .put("minimum", min)
                .put("maximum", max)
                .build();
    }

    /// What the method is given.
    /// @throws IllegalArgumentException never for arguments that fit the schema
    Object value(ToolCall call) {
        if (schema.isEmpty()) {
            return call;
        }
        var given = call.arguments().get(name);
        if (optional) {
            return given.map(json -> value(json, type));
        }
        return value(
                given.orElseThrow(() -> new IllegalArgumentException(name + " is missing")), type);
    }

    private static Object value(JsonValue json, Type type) {
        return switch (json) {
            case JsonString(var text) ->
                    type instanceof Class<?> one && one.isEnum() ? constant(one, text) : text;
            case JsonBoolean(var yes) -> yes;
            case JsonNumber number -> number(number, type);
            case JsonArray(var values) ->
                    values.stream().map(it -> value(it, argumentOf(type))).toList();
            case JsonObject _, JsonNull() ->
                    throw new IllegalArgumentException(json + " fits no parameter");
        };
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> it.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of its values"));
    }

    private static Object number(JsonNumber number, Type type) {
        if (type == double.class || type == Double.class) {
            return number.asDouble();
        }
        long value = new BigDecimal(number.lexeme()).longValueExact(); // 1e3 is an integer too
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(value);
        }
        return value;
    }
}
