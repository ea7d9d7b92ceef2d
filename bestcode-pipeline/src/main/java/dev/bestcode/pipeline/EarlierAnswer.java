package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.Optional;

/// What an earlier process was answered to the question whether a call may run.
final class EarlierAnswer {
    /// The answer is the last message of its thread, or one of a few that came meanwhile is.
    private static final int NEWEST = 8;

    private EarlierAnswer() {}

    /// @return empty when nobody has answered, or retention has dropped it
    static Optional<ApprovalAnswer> of(KernelState state, Message call) {
        return state.journal().last(call.thread(), NEWEST).reversed().stream()
                .filter(entry -> entry.message().tag().equals(ApprovalAnswer.TYPE.tag()))
                .filter(entry -> isAbout(state, call, entry.message()))
                .flatMap(entry -> payload(entry).stream())
                .map(ApprovalAnswer::from)
                .findFirst();
    }

    private static boolean isAbout(KernelState state, Message call, Message answer) {
        return answer.answers()
                .flatMap(state.journal()::get)
                .flatMap(EarlierAnswer::payload)
                .filter(question -> !LeftMessages.asksInTheMiddle(question))
                .filter(question -> question.requireLong("intent") == call.id().value())
                .isPresent();
    }

    private static Optional<JsonObject> payload(JournalEntry entry) {
        return entry.pruned()
                ? Optional.empty()
                : Optional.of(Json.parseObject(entry.message().payload().utf8()));
    }
}
