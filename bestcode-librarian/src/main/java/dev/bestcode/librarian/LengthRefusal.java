package dev.bestcode.librarian;

import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;

import java.util.Optional;
import java.util.regex.Pattern;

/// Tells that a provider took a request for too long, as a failure or as an answer.
final class LengthRefusal {
    /// How providers say that a request is too long.
    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "prompt is too long|request_too_large|context[ _-]?(?:length|window|size|limit)|maximum context|too many (?:input )?tokens|exceeds? the (?:available |model'?s? )?context",
                    Pattern.CASE_INSENSITIVE);

    private LengthRefusal() {}

    static boolean is(Delivery delivery, Optional<LlmReply> reply) {
        if (delivery.message().kind() == Message.Kind.FAILURE) {
            var failure = Failure.from(delivery.payload());
            return failure.kind() == Failure.Kind.PROVIDER_FAILED
                    && TOO_LONG.matcher(failure.message()).find();
        }
        return reply.map(LlmReply::stopReason)
                .filter(StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED::equals)
                .isPresent();
    }
}
