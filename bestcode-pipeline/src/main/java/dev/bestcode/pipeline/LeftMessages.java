package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.UntrustedBytes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the messages of a run that an earlier process left.
record LeftMessages(RunId run, PayloadCodec codec) {
    /// The calls that wait to begin with a question; one that asks in the middle has begun.
    Set<MessageId> asked(List<Message> undelivered) {
        var asked = new HashSet<MessageId>();
        for (var message : undelivered) {
            if (isQuestion(message) && !asksInTheMiddle(payload(message))) {
                asked.add(new MessageId(payload(message).requireLong("intent")));
            }
        }
        return asked;
    }

    /// @param question its payload
    static boolean asksInTheMiddle(JsonObject question) {
        return question.requireObject("preview").get("form").isPresent();
    }

    /// Only the pipeline itself sends as the system.
    static boolean isQuestion(Message message) {
        return message.kind() == Message.Kind.REQUEST
                && message.sender().equals(Message.SYSTEM)
                && message.listener().equals(Message.USER);
    }

    /// Whether the run's agent is still to hear that it is being stopped.
    static boolean isStopped(ThreadId agent, List<Message> undelivered) {
        return undelivered.stream()
                .anyMatch(message -> message.thread().equals(agent) && Settlement.isStop(message));
    }

    /// A request that was delivered may have been dropped already.
    JsonObject kept(Message request) {
        return request.payload().size() == 0 ? JsonObject.EMPTY : payload(request);
    }

    JsonObject payload(Message message) {
        try {
            if (codec.read(new UntrustedBytes(message.payload())) instanceof JsonObject json) {
                return json;
            }
        } catch (JsonException e) {
            throw unreadable("message %s cannot be read: %s".formatted(message.id(), e));
        }
        throw unreadable("message %s is no object".formatted(message.id()));
    }

    IllegalStateException unreadable(String why) {
        return new IllegalStateException(
                "run %s cannot be resumed: %s; begin a new run".formatted(run, why));
    }
}
