package dev.bestcode.organism;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.organism.Shape.Presence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes the published JSON Schema from the vocabulary.
/// @see "JSON Schema 2020-12"
final class SchemaWriter {
    private SchemaWriter() {}

    static JsonObject schema() {
        var schema =
                JsonObject.builder()
                        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                        .put("$id", "urn:bestcode:organism:" + Vocabulary.VERSION)
                        .put("title", "BestCode organism");
        schema(Vocabulary.FILE).members().forEach(schema::put);
        return schema.build();
    }

    private static JsonObject schema(Shape shape) {
        var schema = JsonObject.builder();
        switch (shape) {
            case Shape.Text(var grammar) -> text(schema, grammar);
            case Shape.Word(_, var words) -> schema.put("enum", strings(words));
            case Shape.Whole(var min, var max) ->
                    schema.put("type", "integer").put("minimum", min).put("maximum", max);
            case Shape.Amount(var max, var places) ->
                    schema.put("type", "number")
                            .put("minimum", 0)
                            .put("maximum", max)
                            .put("multipleOf", new JsonNumber("0." + "0".repeat(places - 1) + "1"));
            case Shape.Flag() -> schema.put("type", "boolean");
            case Shape.ListOf(var element, var repeats) -> {
                schema.put("type", "array").put("items", schema(element));
                if (!repeats && (element instanceof Shape.Text || element instanceof Shape.AnyOf)) {
                    schema.put("uniqueItems", true);
                }
            }
            case Shape.MapOf(var keys, var value, var filled) -> {
                var names = JsonObject.builder();
                text(names, keys);
                schema.put("type", "object")
                        .put("propertyNames", names.build())
                        .put("additionalProperties", schema(value));
                if (filled) {
                    schema.put("minProperties", 1);
                }
            }
            case Shape.Block block -> block(schema, block);
            case Shape.AnyOf(var choices) ->
                    schema.put("anyOf", array(choices.stream().map(SchemaWriter::schema).toList()));
        }
        return schema.build();
    }

    private static void text(JsonObject.Builder schema, Grammar grammar) {
        schema.put("type", "string").put("pattern", "^(?:" + grammar.pattern() + ")$");
        if (grammar.codePointsMax() < Grammar.UNBOUNDED) {
            schema.put("maxLength", grammar.codePointsMax());
        }
        if (!grammar.reserved().isEmpty()) {
            var reserved = grammar.reserved().stream().sorted().toList();
            schema.put("not", JsonObject.builder().put("enum", strings(reserved)).build());
        }
    }

    private static void block(JsonObject.Builder schema, Shape.Block block) {
        var properties = JsonObject.builder();
        for (var key : block.keys()) {
            var property = JsonObject.builder().put("description", key.doc());
            schema(key.shape()).members().forEach(property::put);
            properties.put(key.name(), property.build());
        }
        schema.put("type", "object")
                .put("properties", properties.build())
                .put("additionalProperties", false);
        var required = names(block, key -> key.presence() instanceof Presence.Required);
        if (!required.isEmpty()) {
            schema.put("required", strings(required));
        }
        var conditions = conditions(block);
        if (!conditions.isEmpty()) {
            schema.put("allOf", array(conditions));
        }
    }

    private static List<String> names(Shape.Block block, Predicate<Shape.Key> which) {
        return block.keys().stream().filter(which).map(Shape.Key::name).toList();
    }

    private static List<JsonObject> conditions(Shape.Block block) {
        var conditions = new ArrayList<JsonObject>();
        for (var key : block.keys()) {
            if (key.presence() instanceof Presence.UnlessPredeclared(var handlers)) {
                var all = Predeclared.LISTENERS.stream().map(ListenerSpec::name).toList();
                var predeclared = isOneOf("name", all);
                var brought = array(List.of(predeclared, isOneOf("handler", handlers)));
                conditions.add(
                        JsonObject.builder()
                                .put(
                                        "if",
                                        handlers.isEmpty()
                                                ? predeclared
                                                : JsonObject.builder()
                                                        .put("anyOf", brought)
                                                        .build())
                                .put("else", required(List.of(key.name())))
                                .build());
            }
        }
        for (var key : block.keys()) {
            if (key.presence() instanceof Presence.With(var handler, var needed)) {
                conditions.add(with(key.name(), handler, needed));
            }
        }
        return conditions;
    }

    /// Where the handler is the one, the key is allowed, and needed unless inherited; else it is
    /// not allowed.
    private static JsonObject with(String key, String handler, boolean needed) {
        var inheriting =
                Predeclared.LISTENERS.stream()
                        .filter(listener -> listener.handler().equals(handler))
                        .map(ListenerSpec::name)
                        .toList();
        var said = isOneOf("handler", List.of(handler));
        var inherited =
                JsonObject.builder()
                        .put("not", required(List.of("handler")))
                        .put("allOf", array(List.of(isOneOf("name", inheriting))))
                        .build();
        var condition =
                JsonObject.builder()
                        .put(
                                "if",
                                JsonObject.builder()
                                        .put("anyOf", array(List.of(said, inherited)))
                                        .build())
                        .put("else", never(key));
        if (needed) {
            condition.put(
                    "then",
                    JsonObject.builder()
                            .put(
                                    "anyOf",
                                    array(
                                            List.of(
                                                    required(List.of(key)),
                                                    isOneOf("name", inheriting))))
                            .build());
        }
        return condition.build();
    }

    private static JsonObject isOneOf(String key, List<String> values) {
        var property = JsonObject.builder().put("enum", strings(values)).build();
        return JsonObject.builder()
                .put("properties", JsonObject.builder().put(key, property).build())
                .put("required", strings(List.of(key)))
                .build();
    }

    private static JsonObject required(List<String> keys) {
        return JsonObject.builder().put("required", strings(keys)).build();
    }

    private static JsonObject never(String key) {
        return JsonObject.builder()
                .put("properties", JsonObject.builder().put(key, new JsonBoolean(false)).build())
                .build();
    }

    private static JsonArray strings(List<String> texts) {
        return array(texts.stream().map(JsonString::new).toList());
    }

    private static JsonArray array(List<? extends JsonValue> values) {
        return new JsonArray(List.copyOf(values));
    }
}
