package dev.bestcode.api.message;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

/// A payload on its way in: nobody has looked at it yet, whoever made it.
public record UntrustedBytes(Bytes bytes) {
    public static UntrustedBytes of(byte[] bytes) {
        return new UntrustedBytes(Bytes.of(bytes));
    }

    public static UntrustedBytes of(String utf8) {
        return new UntrustedBytes(Bytes.ofUtf8(utf8));
    }

    public static UntrustedBytes of(JsonValue json) {
        return of(Json.print(json));
    }
}
