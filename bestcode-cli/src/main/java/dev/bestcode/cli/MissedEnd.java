package dev.bestcode.cli;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.JournalLine;
import dev.bestcode.runtime.JournalQuery;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The end of a run's task in the journal of a gap, whose events a slow follower was not told.
final class MissedEnd implements Consumer<JournalLine> {
    private final RunId run;
    private final ControlClient.Gap gap;
    private final Set<MessageId> refused = new HashSet<>();
    private Optional<BestCodeEvent.RunFinished> event = Optional.empty();

    MissedEnd(RunId run, ControlClient.Gap gap) {
        this.run = run;
        this.gap = gap;
    }

    JournalQuery query() {
        return new JournalQuery(new JournalQuery.From(gap.from()), Optional.of(run));
    }

    Optional<BestCodeEvent.RunFinished> event() {
        return event;
    }

    /// What says only that a follow-up was refused ends nothing.
    @Override
    public void accept(JournalLine line) {
        var message = line.message();
        if (line.status() == MessageStatus.REFUSED) {
            refused.add(message.id());
        }
        if (event.isEmpty()
                && line.lsn() <= gap.to()
                && message.listener().equals(Message.USER)
                && message.kind() != Message.Kind.REQUEST
                && message.answers().filter(refused::contains).isEmpty()) {
            event = Optional.of(finished(line.lsn(), message));
        }
    }

    private BestCodeEvent.RunFinished finished(long lsn, Message message) {
        var payload = Json.parseObject(message.payload().utf8());
        var result =
                message.kind() == Message.Kind.FAILURE
                        ? RunResult.of(run, Failure.from(payload))
                        : RunResult.of(run, AgentResult.from(payload));
        return new BestCodeEvent.RunFinished(run, message.thread(), lsn, result);
    }
}
