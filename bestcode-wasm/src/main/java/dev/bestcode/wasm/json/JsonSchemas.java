package dev.bestcode.wasm.json;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.wasm.binary.Prim;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ValType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// JSON Schema 2020-12 of component types. Names become snake case; an option may be absent.
///
/// | WIT | JSON |
/// |---|---|
/// | record | object |
/// | tuple | array of that length |
/// | list | array; of `u8`: base64 text |
/// | enum | one of its names |
/// | flags | array of names |
/// | variant, result | object with `tag` and, for a case that has one, `value` |
public final class JsonSchemas {
    private final Descriptions descriptions;

    private JsonSchemas(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    /// Whether all of the function's values can be written as JSON: no resources.
    public static boolean isExpressible(FuncType func) {
        return !func.hasResource();
    }

    /// @param descriptions of types and their members, from their documentation
    public static JsonObject arguments(FuncType func, Descriptions descriptions) {
        return new JsonSchemas(descriptions)
                .object(
                        func.parameters().stream().map(FuncType.Parameter::label).toList(),
                        func.parameterTypes(),
                        _ -> "");
    }

    static String snake(String label) {
        return label.replace('-', '_');
    }

    private JsonObject object(
            List<String> labels, List<ValType> types, UnaryOperator<String> documentation) {
        var properties = JsonObject.builder();
        var required = new ArrayList<String>();
        for (int i = 0; i < labels.size(); i++) {
            var name = snake(labels.get(i));
            var type = types.get(i);
            var shown = type instanceof ValType.OptionType option ? option.element() : type;
            properties.put(name, described(of(shown), documentation.apply(labels.get(i))));
            if (shown == type) {
                required.add(name);
            }
        }
        return JsonObject.builder()
                .put("type", "object")
                .put("properties", properties.build())
                .put("required", JsonArray.ofStrings(required))
                .put("additionalProperties", false)
                .build();
    }

    /// What is said of a member says more than what is said of its type.
    private static JsonObject described(JsonObject schema, String text) {
        if (text.isEmpty()) {
            return schema;
        }
        var members = new LinkedHashMap<>(schema.members());
        members.put("description", new JsonString(text));
        return new JsonObject(members);
    }

    private JsonObject of(ValType type) {
        return described(shape(type), descriptions.type(type));
    }

    private JsonObject shape(ValType type) {
        return switch (type) {
            case ValType.Primitive(var prim, _) -> primitive(prim);
            case ValType.ListType list ->
                    list.ofBytes()
                            ? JsonObject.builder()
                                    .put("type", "string")
                                    .put("contentEncoding", "base64")
                                    .build()
                            : JsonObject.builder()
                                    .put("type", "array")
                                    .put("items", of(list.element()))
                                    .build();
            case ValType.RecordType(var labels, var parts, _) ->
                    object(labels, parts, label -> descriptions.member(type, label));
            case ValType.TupleType(var parts, _) ->
                    JsonObject.builder()
                            .put("type", "array")
                            .put("prefixItems", array(parts.stream().map(this::of).toList()))
                            .put("minItems", parts.size())
                            .put("maxItems", parts.size())
                            .build();
            case ValType.EnumType(var labels, _, _) ->
                    JsonObject.builder()
                            .put("type", "string")
                            .put("enum", JsonArray.ofStrings(snakes(labels)))
                            .build();
            case ValType.FlagsType(var labels, _) ->
                    JsonObject.builder()
                            .put("type", "array")
                            .put("uniqueItems", true)
                            .put(
                                    "items",
                                    JsonObject.builder()
                                            .put("enum", JsonArray.ofStrings(snakes(labels)))
                                            .build())
                            .build();
            case ValType.OptionType option -> oneOf(List.of(typed("null"), of(option.element())));
            case ValType.ResultType(var ok, var error, _) ->
                    oneOf(List.of(tagged("ok", ok), tagged("error", error)));
            case ValType.VariantType(var labels, var payloads, _) -> {
                var cases = new ArrayList<JsonObject>();
                for (int i = 0; i < labels.size(); i++) {
                    var tagged = tagged(snake(labels.get(i)), payloads.get(i));
                    cases.add(described(tagged, descriptions.member(type, labels.get(i))));
                }
                yield oneOf(cases);
            }
            case ValType.OwnType _, ValType.BorrowType _ ->
                    throw new IllegalArgumentException("a resource is not JSON");
        };
    }

    private static JsonObject primitive(Prim prim) {
        return switch (prim) {
            case BOOL -> typed("boolean");
            case S8 -> integer("-128", "127");
            case U8 -> integer("0", "255");
            case S16 -> integer("-32768", "32767");
            case U16 -> integer("0", "65535");
            case S32 -> integer("-2147483648", "2147483647");
            case U32 -> integer("0", "4294967295");
            case S64 -> integer("-9223372036854775808", "9223372036854775807");
            case U64 -> integer("0", "18446744073709551615");
            case F32, F64 -> typed("number");
            case CHAR ->
                    JsonObject.builder()
                            .put("type", "string")
                            .put("minLength", 1)
                            .put("maxLength", 1)
                            .build();
            case STRING -> typed("string");
        };
    }

    private static JsonObject typed(String type) {
        return JsonObject.builder().put("type", type).build();
    }

    private static JsonObject integer(String minimum, String maximum) {
        return JsonObject.builder()
                .put("type", "integer")
                .put("minimum", new JsonNumber(minimum))
                .put("maximum", new JsonNumber(maximum))
                .build();
    }

    private JsonObject tagged(String tag, Optional<ValType> payload) {
        var properties =
                JsonObject.builder().put("tag", JsonObject.builder().put("const", tag).build());
        var required = new ArrayList<>(List.of("tag"));
        payload.ifPresent(
                type -> {
                    properties.put("value", of(type));
                    required.add("value");
                });
        return JsonObject.builder()
                .put("type", "object")
                .put("properties", properties.build())
                .put("required", JsonArray.ofStrings(required))
                .put("additionalProperties", false)
                .build();
    }

    private static JsonObject oneOf(List<JsonObject> schemas) {
        return JsonObject.builder().put("oneOf", array(schemas)).build();
    }

    private static JsonArray array(List<JsonObject> schemas) {
        return new JsonArray(List.<JsonValue>copyOf(schemas));
    }

    static List<String> snakes(List<String> labels) {
        return labels.stream().map(JsonSchemas::snake).toList();
    }
}
