package dev.bestcode.testkit;

import dev.bestcode.api.json.JsonObject;

import java.util.Map;
import java.util.Optional;

/// A request as it came in.
/// @param headers by lower-case name; of several of one name the last
/// @param bodyBytes size of the body on the wire
public record ReceivedRequest(
        String method, String path, Map<String, String> headers, JsonObject body, int bodyBytes) {
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /// @param name in lower case
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
