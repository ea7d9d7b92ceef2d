package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolServerPlace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Makes what a model is shown of what a server says: harmless characters, bounded length, a schema
/// that is one, and whose words they are.
final class Offered {
    /// For people and models alone; to take characters out of them changes no rule.
    private static final Set<String> TEXTS = Set.of("description", "title", "$comment");

    /// Whose values are names that the schema's author chose, not keywords.
    private static final Set<String> NAMES =
            Set.of("properties", "patternProperties", "$defs", "definitions");

    private Offered() {}

    /// @throws IllegalArgumentException when the tool cannot be offered; the message says why
    static ToolDescriptor of(String server, Definition said, ToolServerPlace place) {
        var name = OfferedName.of(server, said.name());
        if (!ToolDescriptor.isName(name)) {
            throw new IllegalArgumentException(
                    "its name comes to '%s', which is no listener's".formatted(name));
        }
        return new ToolDescriptor(name, description(server, said), schema(said.input(), place));
    }

    private static String description(String server, Definition said) {
        var text = SafeText.of(said.description().strip(), Bounds.DESCRIPTION_CHARS_MAX);
        return "Of server '%s'. %s".formatted(server, text.isEmpty() ? said.name() : text);
    }

    private static JsonObject schema(JsonObject said, ToolServerPlace place) {
        var bytes = Json.canonical(said).length;
        if (bytes > Bounds.SCHEMA_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "its schema has %,d bytes; a tool's may have %,d"
                            .formatted(bytes, Bounds.SCHEMA_BYTES_MAX));
        }
        var members = new LinkedHashMap<>(said.members());
        members.remove("$schema"); // all are read as 2020-12
        members.putIfAbsent("type", new JsonString("object"));
        if (!new JsonString("object").equals(members.get("type"))) {
            throw new IllegalArgumentException("its schema is not that of an object");
        }
        var schema = harmless(new JsonObject(members));
        var problems = place.schemaProblems(schema);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "its schema is no usable JSON Schema 2020-12: "
                            + SafeText.line(problems.getFirst(), 200));
        }
        return schema;
    }

    /// A schema whose texts are harmless.
    static JsonObject harmless(JsonObject schema) {
        return (JsonObject) harmless(schema, false);
    }

    /// @param names whether the members' names are the author's own
    private static JsonValue harmless(JsonValue value, boolean names) {
        return switch (value) {
            case JsonObject(var members) -> {
                Map<String, JsonValue> kept = new LinkedHashMap<>();
                members.forEach(
                        (key, member) ->
                                kept.put(
                                        key,
                                        !names
                                                        && TEXTS.contains(key)
                                                        && member instanceof JsonString(var text)
                                                ? new JsonString(
                                                        SafeText.of(
                                                                text, Bounds.DESCRIPTION_CHARS_MAX))
                                                : harmless(member, !names && NAMES.contains(key))));
                yield new JsonObject(kept);
            }
            case JsonArray(var values) ->
                    new JsonArray(values.stream().map(one -> harmless(one, false)).toList());
            default -> value;
        };
    }
}
