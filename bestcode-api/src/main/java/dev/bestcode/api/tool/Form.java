package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What a call that is under way wants to know of a person.
/// @param message whose words they are, and what it is for
/// @param schema JSON Schema of an object whose members are texts, numbers, booleans or choices
public record Form(String message, JsonObject schema) {
    /// What is asked for, in order.
    public List<FormField> fields() {
        var required = schema.get("required").orElse(JsonArray.EMPTY);
        var fields = new ArrayList<FormField>();
        schema.object("properties")
                .orElse(JsonObject.EMPTY)
                .members()
                .forEach(
                        (name, value) ->
                                fields.add(
                                        new FormField(
                                                name,
                                                value instanceof JsonObject it
                                                        ? it
                                                        : JsonObject.EMPTY,
                                                required instanceof JsonArray(var names)
                                                        && names.contains(new JsonString(name)))));
        return fields;
    }

    /// A line for each field: its name, what it takes, and what it is for.
    public List<String> lines() {
        return fields().stream().map(FormField::line).toList();
    }

    /// With the defaults of what is not there.
    public JsonObject completed(JsonObject given) {
        var members = new LinkedHashMap<String, JsonValue>(given.members());
        fields().forEach(
                        field ->
                                field.byDefault()
                                        .ifPresent(
                                                value -> members.putIfAbsent(field.name(), value)));
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
