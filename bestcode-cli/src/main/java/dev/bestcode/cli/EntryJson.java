package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.kernel.InspectedEntry;

import java.util.Base64;
import java.util.Locale;

/// A journal entry as one JSON object, with its payload.
final class EntryJson {
    private EntryJson() {}

    static JsonObject of(InspectedEntry inspected) {
        var entry = inspected.entry();
        var message = entry.message();
        var json =
                JsonObject.builder()
                        .put("lsn", entry.lsn())
                        .put("time", entry.time().toString())
                        .put("id", message.id().value());
        inspected.run().ifPresent(run -> json.put("run", run.value()));
        json.put("thread", message.thread().value())
                .put("kind", name(message.kind()))
                .put("sender", message.sender())
                .put("listener", message.listener())
                .put("tag", message.tag());
        message.answers().ifPresent(id -> json.put("answers", id.value()));
        json.put("call", message.call())
                .put("status", name(entry.status()))
                .put("reason", entry.reason())
                .put("sha256", entry.payloadHash().hex());
        return entry.pruned()
                ? json.put("pruned", true).build()
                : putPayload(json, message.payload()).build();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// As JSON where that keeps every byte, else as text, else in base 64.
    private static JsonObject.Builder putPayload(JsonObject.Builder json, Bytes payload) {
        try {
            var value = Json.parse(payload.toByteArray());
            if (Bytes.of(Json.print(value)).equals(payload)) {
                return json.put("payload", value);
            }
        } catch (JsonException notJson) {
            // Refused messages are what anybody sent, and only the head of it.
        }
        var text = payload.utf8();
        return Bytes.ofUtf8(text).equals(payload)
                ? json.put("payload_text", text)
                : json.put(
                        "payload_base64",
                        Base64.getEncoder().encodeToString(payload.toByteArray()));
    }
}
