package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.UntrustedBytes;

/// An admitted payload as it goes on: read once, and as the bytes that every reader of the journal
/// gets, whatever the sender's spacing, order of members or form was.
/// @param repaired whether lone surrogates were replaced by U+FFFD
record Canonical(JsonObject json, Bytes bytes, boolean repaired) {
    static Canonical of(JsonObject json, UntrustedBytes given) {
        var bytes = Bytes.of(Json.canonical(json));
        return new Canonical(
                json,
                bytes.equals(given.bytes()) ? given.bytes() : bytes,
                LoneSurrogates.in(given.bytes().asBuffer()));
    }
}
