package dev.bestcode.api.json;

import java.util.List;

/// An ordered list of values.
public record JsonArray(List<JsonValue> values) implements JsonValue {
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        values = List.copyOf(values);
    }

    public static JsonArray of(JsonValue... values) {
        return new JsonArray(List.of(values));
    }

    /// An array of strings, in the order given.
    public static JsonArray ofStrings(List<String> strings) {
        return new JsonArray(strings.stream().map(s -> (JsonValue) new JsonString(s)).toList());
    }
}
