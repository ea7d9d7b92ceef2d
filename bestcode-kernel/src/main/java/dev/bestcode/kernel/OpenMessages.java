package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.message.MessageId;

import java.util.Set;
import java.util.stream.Collectors;

/// What the state keeps of the journal, immutable: the messages that are not finished. All others
/// are in the log alone.
/// @param count how many messages were ever dispatched or refused
record OpenMessages(LongMap<OpenMessage> byId, long count) {
    static final OpenMessages NONE = new OpenMessages(LongMap.empty(), 0);

    OpenMessages ownedBy(LongMap.Owner owner) {
        return new OpenMessages(byId.ownedBy(owner), count);
    }

    boolean contains(long message) {
        return byId.contains(message);
    }

    OpenMessages dispatched(long message, OpenMessage open) {
        return new OpenMessages(byId.with(message, open), count + 1);
    }

    OpenMessages refused() {
        return new OpenMessages(byId, count + 1);
    }

    OpenMessage require(MessageId message) {
        return byId.get(message.value())
                .orElseThrow(
                        () ->
                                new CommitRejectedException(
                                        "message %s is unknown, or finished; only a dispatched one can be finished or retried"
                                                .formatted(message)));
    }

    Set<Long> addressesOf(int run) {
        return byId.values().stream()
                .filter(message -> message.run() == run)
                .map(OpenMessage::address)
                .collect(Collectors.toUnmodifiableSet());
    }

    OpenMessages finished(MessageId message) {
        return new OpenMessages(byId.without(message.value()), count);
    }

    OpenMessages retried(MessageId message, int attempt) {
        if (attempt < 1) {
            throw new CommitRejectedException(
                    "attempt %d of message %s; allowed from 1".formatted(attempt, message));
        }
        var open = require(message);
        var changed = open.withAttempts(Math.max(open.attempts(), attempt));
        return new OpenMessages(byId.with(message.value(), changed), count);
    }
}
