package dev.bestcode.api.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Named members in the order they were written; no name occurs twice.
/// The typed getters answer empty when the member is absent or of another type.
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Builder builder() {
        return new Builder();
    }

    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    public Optional<String> string(String name) {
        return members.get(name) instanceof JsonString(var value)
                ? Optional.of(value)
                : Optional.empty();
    }

    public OptionalLong integer(String name) {
        return members.get(name) instanceof JsonNumber number
                ? number.asLong()
                : OptionalLong.empty();
    }

    public Optional<Boolean> bool(String name) {
        return members.get(name) instanceof JsonBoolean(var value)
                ? Optional.of(value)
                : Optional.empty();
    }

    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    public Optional<JsonArray> array(String name) {
        return members.get(name) instanceof JsonArray array ? Optional.of(array) : Optional.empty();
    }

    /// The string member, for readers of payloads that a schema has already checked.
    /// @throws IllegalArgumentException when it is absent or not a string
    public String requireString(String name) {
        return string(name).orElseThrow(() -> missing(name, "a string"));
    }

    /// @throws IllegalArgumentException when it is absent or not an integer of 64 bits
    public long requireLong(String name) {
        return integer(name).orElseThrow(() -> missing(name, "an integer"));
    }

    /// @throws IllegalArgumentException when it is absent or not an integer of 32 bits
    public int requireInt(String name) {
        long value = requireLong(name);
        if (value != (int) value) {
            throw missing(name, "an integer of 32 bits");
        }
        return (int) value;
    }

    /// @throws IllegalArgumentException when it is absent or not an object
    public JsonObject requireObject(String name) {
        return object(name).orElseThrow(() -> missing(name, "an object"));
    }

    /// @throws IllegalArgumentException when it is absent or not an array
    public JsonArray requireArray(String name) {
        return array(name).orElseThrow(() -> missing(name, "an array"));
    }

    private IllegalArgumentException missing(String name, String type) {
        return new IllegalArgumentException(
                "member '" + name + "' must be " + type + "; present: " + members.keySet());
    }

    /// Collects members in order. Not safe for several threads.
    public static final class Builder {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        /// @throws IllegalArgumentException when the name is taken
        public Builder put(String name, JsonValue value) {
            if (members.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("member '" + name + "' was given twice");
            }
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        public Builder put(String name, long value) {
            return put(name, JsonNumber.of(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new JsonBoolean(value));
        }

        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
