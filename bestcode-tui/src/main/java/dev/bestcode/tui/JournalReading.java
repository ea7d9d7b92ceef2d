package dev.bestcode.tui;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.util.List;
import java.util.Optional;

/// Reads what a watcher would have been told back from the journal: for a run of another process,
/// one that has ended, and the part of a history that the heap no longer holds.
public final class JournalReading {
    private final RunId run;
    private final JournalEntry entry;
    private final Message message;
    private final ThreadId thread;
    private final Optional<String> asked;

    private JournalReading(RunId run, JournalEntry entry, ThreadId thread, Optional<String> asked) {
        this.run = run;
        this.entry = entry;
        this.message = entry.message();
        this.thread = thread;
        this.asked = asked;
    }

    /// The events of an entry; none for what a face does not show, or what retention has dropped.
    /// @param callers who have heard all entries before
    public static List<BestCodeEvent> events(RunId run, JournalEntry entry, Callers callers) {
        var thread = callers.shownOn(entry.message());
        return events(run, entry, thread, callers.askedFor(entry.message()));
    }

    /// The same where every message is shown on its own thread.
    static List<BestCodeEvent> events(RunId run, JournalEntry entry) {
        return events(run, entry, entry.message().thread(), Optional.empty());
    }

    private static List<BestCodeEvent> events(
            RunId run, JournalEntry entry, ThreadId thread, Optional<String> asked) {
        if (entry.pruned()) {
            return List.of();
        }
        var reading = new JournalReading(run, entry, thread, asked);
        if (entry.status() == MessageStatus.REFUSED) {
            return reading.error(entry.reason());
        }
        try {
            var payload = Json.parseObject(entry.message().payload().utf8());
            return switch (entry.message().kind()) {
                case REQUEST -> reading.requested(payload);
                case ANSWER, FAILURE -> reading.answered(payload);
            };
        } catch (JsonException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    private List<BestCodeEvent> requested(JsonObject payload) {
        if (message.tag().equals(ApprovalRequest.TYPE.tag())
                && message.listener().equals(Message.USER)) {
            return List.of(
                    new BestCodeEvent.ApprovalAsked(
                            run,
                            thread,
                            entry.lsn(),
                            message.id(),
                            payload.requireString("tool"),
                            ToolPreview.from(payload.requireObject("preview"))));
        }
        if (message.sender().equals(Message.USER) && message.tag().equals(AgentTask.TYPE.tag())) {
            return List.of(
                    new BestCodeEvent.RunStarted(
                            run,
                            thread,
                            entry.lsn(),
                            "",
                            message.listener(),
                            payload.requireString("task")));
        }
        if (message.call().isEmpty() || message.tag().equals(RequestRecipe.TYPE.tag())) {
            return List.of(); // a model is asked by its answer's words
        }
        return List.of(
                new BestCodeEvent.ToolCalled(
                        run, thread, entry.lsn(), message.call(), message.listener(), payload));
    }

    private List<BestCodeEvent> answered(JsonObject payload) {
        var tag = message.tag();
        boolean failed = message.kind() == Message.Kind.FAILURE;
        if (tag.equals(ApprovalAnswer.TYPE.tag()) && message.answers().isPresent()) {
            return List.of(
                    new BestCodeEvent.ApprovalAnswered(
                            run,
                            thread,
                            entry.lsn(),
                            message.answers().get(),
                            ApprovalAnswer.from(payload)));
        }
        if (tag.equals(LlmReply.TYPE.tag())) {
            return spoken(LlmReply.from(payload));
        }
        if (message.listener().equals(Message.USER)) {
            return List.of(finished(payload, failed));
        }
        if (tag.equals(ToolOutcome.TYPE.tag())) {
            var outcome = ToolOutcome.from(payload);
            return List.of(toolAnswered(outcome.error(), outcome.text()));
        }
        return failed && !message.call().isEmpty()
                ? List.of(toolAnswered(true, payload.requireString("message")))
                : List.of();
    }

    private List<BestCodeEvent> spoken(LlmReply reply) {
        var counted =
                new BestCodeEvent.UsageCounted(
                        run,
                        thread,
                        entry.lsn(),
                        reply.model(),
                        asked.orElse(reply.model()),
                        reply.usage());
        return reply.text().isEmpty()
                ? List.of(counted)
                : List.of(
                        new BestCodeEvent.MessageSpoken(run, thread, entry.lsn(), reply.text()),
                        counted);
    }

    private BestCodeEvent finished(JsonObject payload, boolean failed) {
        var result =
                failed
                        ? RunResult.of(run, Failure.from(payload))
                        : RunResult.of(run, AgentResult.from(payload));
        return new BestCodeEvent.RunFinished(run, thread, entry.lsn(), result);
    }

    private BestCodeEvent toolAnswered(boolean error, String text) {
        return new BestCodeEvent.ToolAnswered(
                run, thread, entry.lsn(), message.call(), message.sender(), error, text);
    }

    private List<BestCodeEvent> error(String reason) {
        int colon = reason.indexOf(": ");
        return colon < 0
                ? List.of()
                : List.of(
                        new BestCodeEvent.ErrorRaised(
                                run,
                                thread,
                                entry.lsn(),
                                reason.substring(0, colon),
                                reason.substring(colon + 2)));
    }
}
