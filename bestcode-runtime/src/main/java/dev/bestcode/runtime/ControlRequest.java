package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;

import java.util.Optional;
import java.util.OptionalLong;

/// One request of a peer. Members that the op does not know are passed over.
record ControlRequest(long id, ControlOp op, JsonObject members) {
    /// @throws JsonException when the line is not one JSON object
    static JsonObject parse(Bytes line) {
        if (Json.parse(line.toByteArray()) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object");
    }

    /// @throws IllegalArgumentException when the id or the op is not what it must be
    static ControlRequest of(JsonObject members) {
        return new ControlRequest(
                members.requireLong("id"),
                ControlOp.ofWireName(members.requireString("op")),
                members);
    }

    String string(String name) {
        return members.requireString(name);
    }

    Optional<String> optionalString(String name) {
        return members.get(name).isEmpty() ? Optional.empty() : Optional.of(string(name));
    }

    /// @throws IllegalArgumentException when it is there and not an integer from `min` to `max`
    OptionalLong optionalLong(String name, long min, long max) {
        if (members.get(name).isEmpty()) {
            return OptionalLong.empty();
        }
        long value = members.requireLong(name);
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "member '%s' is %d; allowed %d to %d".formatted(name, value, min, max));
        }
        return OptionalLong.of(value);
    }

    boolean flag(String name) {
        if (members.get(name).isEmpty()) {
            return false;
        }
        return members.bool(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "member '%s' must be true or false".formatted(name)));
    }
}
