package dev.bestcode.acp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

import java.util.Optional;
import java.util.OptionalLong;

/// A line of the editor's.
/// @see "JSON-RPC 2.0 Specification"
sealed interface Incoming {
    /// @param id to be repeated with the answer
    record Request(JsonValue id, String method, JsonObject params) implements Incoming {}

    record Notification(String method, JsonObject params) implements Incoming {}

    /// An answer to a request of ours.
    /// @param id that we gave it; empty for one that we never give
    /// @param result empty for an error
    record Reply(OptionalLong id, Optional<JsonObject> result, String error) implements Incoming {}

    /// What is none of these.
    /// @param id of the request that it seems to be, else null
    record Malformed(JsonValue id, int code, String why) implements Incoming {}

    static Incoming of(Bytes line) {
        JsonValue value;
        try {
            value = Json.parse(line.toByteArray());
        } catch (JsonException e) {
            return new Malformed(
                    JsonNull.NULL,
                    RpcException.PARSE_ERROR,
                    "the line is not JSON: " + e.getMessage());
        }
        return value instanceof JsonObject object
                ? of(object)
                : malformed(JsonNull.NULL, "the line is no JSON object");
    }

    private static Incoming of(JsonObject line) {
        var id = line.get("id");
        boolean identified =
                id.filter(it -> it instanceof JsonString || it instanceof JsonNumber).isPresent();
        var method = line.string("method");
        var known = identified ? id.orElseThrow() : JsonNull.NULL;
        if (!line.string("jsonrpc").equals(Optional.of("2.0"))) {
            return malformed(known, "member 'jsonrpc' must be \"2.0\"");
        }
        if (method.isEmpty()) {
            return line.get("result").isPresent() || line.get("error").isPresent()
                    ? reply(line)
                    : malformed(known, "there is neither a method nor a result");
        }
        var params = line.get("params").orElse(JsonNull.NULL);
        if (!(params instanceof JsonObject || params instanceof JsonNull)) {
            return malformed(known, "member 'params' must be an object");
        }
        var object = params instanceof JsonObject given ? given : JsonObject.EMPTY;
        if (id.isEmpty()) {
            return new Notification(method.get(), object);
        }
        return identified
                ? new Request(known, method.get(), object)
                : malformed(JsonNull.NULL, "member 'id' must be a string or a number");
    }

    private static Incoming reply(JsonObject line) {
        var error =
                line.object("error")
                        .flatMap(object -> object.string("message"))
                        .orElse("without a reason");
        return new Reply(
                line.integer("id"),
                line.get("error").isPresent() ? Optional.empty() : line.object("result"),
                error);
    }

    private static Malformed malformed(JsonValue id, String why) {
        return new Malformed(id, RpcException.INVALID_REQUEST, why);
    }
}
