package dev.bestcode.api.tool;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a call that is under way wants to know of a person.
/// @param message whose words they are, and what it is for
/// @param schema JSON Schema of an object whose members are texts, numbers, booleans or choices
public record Form(String message, JsonObject schema) {
    /// The members that are asked for, by name, in order.
    public Map<String, JsonObject> fields() {
        var fields = new LinkedHashMap<String, JsonObject>();
        schema.object("properties")
                .orElse(JsonObject.EMPTY)
                .members()
                .forEach(
                        (name, value) ->
                                fields.put(
                                        name,
                                        value instanceof JsonObject it ? it : JsonObject.EMPTY));
        return fields;
    }

    /// A line for each field: its name, what it takes, and what it is for.
    public List<String> lines() {
        var required = new ArrayList<JsonValue>();
        schema.get("required")
                .filter(JsonArray.class::isInstance)
                .ifPresent(names -> required.addAll(((JsonArray) names).values()));
        var lines = new ArrayList<String>();
        fields().forEach(
                        (name, field) ->
                                lines.add(
                                        line(
                                                name,
                                                field,
                                                required.contains(new JsonString(name)))));
        return lines;
    }

    private static String line(String name, JsonObject field, boolean required) {
        var line = new StringBuilder(name).append(": ").append(field.string("type").orElse("any"));
        field.get("enum").ifPresent(choices -> line.append(" of ").append(Json.text(choices)));
        field.get("default").ifPresent(value -> line.append(", else ").append(Json.text(value)));
        if (!required) {
            line.append(", may be left out");
        }
        field.string("description")
                .or(() -> field.string("title"))
                .ifPresent(it -> line.append(" (").append(it).append(')'));
        return line.toString();
    }

    /// With the defaults of what is not there.
    public JsonObject completed(JsonObject given) {
        var members = new LinkedHashMap<String, JsonValue>(given.members());
        fields().forEach(
                        (name, field) ->
                                field.get("default")
                                        .ifPresent(value -> members.putIfAbsent(name, value)));
        return new JsonObject(members);
    }

    public JsonObject toJson() {
        return JsonObject.builder().put("message", message).put("schema", schema).build();
    }

    /// @throws IllegalArgumentException when it is not a form's JSON
    public static Form from(JsonObject json) {
        return new Form(json.requireString("message"), json.requireObject("schema"));
    }
}
