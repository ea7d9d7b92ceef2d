package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalRequest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A question of the journal that nobody has answered.
/// @param question what an answer names
/// @param asked label of the transaction that asked it
public record PendingApproval(MessageId question, Instant asked, ApprovalRequest request) {
    /// Those of a kernel, the oldest first.
    static List<PendingApproval> of(KernelState state) {
        return state.journal().undelivered().stream()
                .filter(PendingApproval::isQuestion)
                .flatMap(entry -> read(entry, state).stream())
                .toList();
    }

    /// The sender and receiver are the pipeline's word, so no listener can make one of these.
    static boolean isQuestion(JournalEntry entry) {
        var message = entry.message();
        return message.kind() == Message.Kind.REQUEST
                && message.sender().equals(Message.SYSTEM)
                && message.listener().equals(Message.USER);
    }

    private static Optional<PendingApproval> read(JournalEntry entry, KernelState state) {
        try {
            var json = object(entry.message().payload());
            var intent = new MessageId(json.requireLong("intent"));
            var arguments =
                    state.journal()
                            .get(intent)
                            .map(call -> object(call.message().payload()))
                            .orElse(JsonObject.EMPTY);
            var request = ApprovalRequest.from(json, arguments);
            return Optional.of(new PendingApproval(entry.message().id(), entry.time(), request));
        } catch (JsonException | IllegalArgumentException gone) {
            return Optional.empty(); // retention has dropped it, and its call with it
        }
    }

    private static JsonObject object(Bytes payload) {
        return Json.parseObject(payload.utf8());
    }

    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("question", question.value())
                        .put("asked", asked.toString());
        request.toJson().members().forEach(json::put);
        return json.put("arguments", request.arguments()).build();
    }

    /// @throws IllegalArgumentException when it is not a pending approval's JSON
    /// @throws java.time.DateTimeException when its time is none
    static PendingApproval from(JsonObject json) {
        return new PendingApproval(
                new MessageId(json.requireLong("question")),
                Instant.parse(json.requireString("asked")),
                ApprovalRequest.from(json, json.requireObject("arguments")));
    }
}
