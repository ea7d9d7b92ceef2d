package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A journal entry as it leaves the process that holds the journal. Reading its JSON gives the same
/// line again, to the byte.
/// @param run that its thread belongs to, where that is known
/// @param status when it was read; a later one comes in no other line
/// @param pruned whether retention has dropped the payload and the reason
public record JournalLine(
        long lsn,
        Instant time,
        Optional<RunId> run,
        Message message,
        Sha256 payloadHash,
        MessageStatus status,
        String reason,
        boolean pruned) {
    static JournalLine of(JournalEntry entry, KernelState state) {
        return of(entry, RunOfEntry.in(state, entry));
    }

    /// @param run that its thread belongs to, where that is known
    public static JournalLine of(JournalEntry entry, Optional<RunId> run) {
        return new JournalLine(
                entry.lsn(),
                entry.time(),
                run,
                entry.message(),
                entry.payloadHash(),
                entry.status(),
                entry.reason(),
                entry.pruned());
    }

    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("lsn", lsn)
                        .put("time", time.toString())
                        .put("id", message.id().value());
        run.ifPresent(id -> json.put("run", id.value()));
        json.put("thread", message.thread().value())
                .put("kind", message.kind().name().toLowerCase(Locale.ROOT))
                .put("sender", message.sender())
                .put("listener", message.listener())
                .put("tag", message.tag());
        message.answers().ifPresent(id -> json.put("answers", id.value()));
        json.put("call", message.call())
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("reason", reason)
                .put("sha256", payloadHash.hex());
        return pruned
                ? json.put("pruned", true).build()
                : putPayload(json, message.payload()).build();
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

    /// @throws IllegalArgumentException when it is not a line's JSON
    /// @throws java.time.DateTimeException when its time is none
    public static JournalLine from(JsonObject json) {
        var answers = json.integer("answers");
        boolean pruned = json.bool("pruned").orElse(false);
        var message =
                new Message(
                        new MessageId(json.requireLong("id")),
                        new ThreadId(json.requireLong("thread")),
                        Message.Kind.valueOf(upper(json.requireString("kind"))),
                        json.requireString("sender"),
                        json.requireString("listener"),
                        json.requireString("tag"),
                        answers.isPresent()
                                ? Optional.of(new MessageId(answers.getAsLong()))
                                : Optional.empty(),
                        json.requireString("call"),
                        pruned ? Bytes.EMPTY : payload(json));
        return new JournalLine(
                json.requireLong("lsn"),
                Instant.parse(json.requireString("time")),
                json.string("run").map(RunId::new),
                message,
                new Sha256(json.requireString("sha256")),
                MessageStatus.valueOf(upper(json.requireString("status"))),
                json.requireString("reason"),
                pruned);
    }

    private static Bytes payload(JsonObject json) {
        return json.get("payload")
                .map(value -> Bytes.of(Json.print(value)))
                .or(() -> json.string("payload_text").map(Bytes::ofUtf8))
                .orElseGet(
                        () ->
                                Bytes.of(
                                        Base64.getDecoder()
                                                .decode(json.requireString("payload_base64"))));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
