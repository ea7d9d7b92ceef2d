package dev.bestcode.llm;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads a file that a person may have written: what it does not know is their mistake, and is
/// named with its place.
/// @param document what the file is, for messages
record StrictJson(String document) {
    /// A value, and where it stands.
    record Place(String path, JsonValue value) {}

    <T> List<T> each(String path, List<JsonValue> values, Function<Place, T> reader) {
        var read = new ArrayList<T>(values.size());
        for (int i = 0; i < values.size(); i++) {
            read.add(reader.apply(new Place("%s[%d]".formatted(path, i), values.get(i))));
        }
        return read;
    }

    JsonObject object(String path, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong(path, "is not an object");
    }

    /// @param known the members that it may have
    JsonObject object(String path, JsonValue value, Set<String> known) {
        var object = object(path, value);
        for (var name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw wrong(path, "has an unknown member '" + name + "'");
            }
        }
        return object;
    }

    <T> T at(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JsonException | IllegalArgumentException e) {
            throw wrong(path, e.getMessage());
        }
    }

    IllegalArgumentException wrong(String path, @Nullable String what) {
        return new IllegalArgumentException("%s, %s: %s".formatted(document, path, what));
    }
}
