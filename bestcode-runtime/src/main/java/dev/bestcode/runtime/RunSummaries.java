package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reads the runs of a kernel from its thread table, contexts and journal. What one costs does not
/// grow with its length.
final class RunSummaries {
    /// The answer to the user is a thread's last message, or one of a few late ones comes after it.
    private static final int NEWEST = 8;

    private final KernelState state;
    private final Predicate<RunId> underWay;
    private final Set<RunId> waiting;

    /// @param underWay whether a run's task is under way in the process that owns the kernel
    RunSummaries(KernelState state, Predicate<RunId> underWay) {
        this.state = state;
        this.underWay = underWay;
        this.waiting =
                state.journal().undelivered().stream()
                        .filter(PendingApproval::isQuestion)
                        .map(entry -> state.threads().get(entry.message().thread()))
                        .flatMap(row -> row.flatMap(ThreadRow::run).stream())
                        .collect(Collectors.toSet());
    }

    /// The threads that runs began with, in that order.
    static List<ThreadRow> threads(KernelState state) {
        return state.runs().all().stream()
                .flatMap(run -> state.threads().get(run.thread()).stream())
                .toList();
    }

    List<RunSummary> all() {
        return threads(state).stream().map(this::summary).toList();
    }

    RunSummary summary(ThreadRow thread) {
        var run = thread.run().orElseThrow();
        var newest = state.journal().last(thread.id(), NEWEST);
        var last = newest.isEmpty() ? begun(run) : newest.getLast().time();
        return new RunSummary(
                run,
                stateOf(thread, run, newest),
                thread.profile(),
                thread.name(),
                firstLine(task(thread, newest)),
                last,
                state.usage(thread.id()));
    }

    /// Of a fork that was told nothing yet.
    private Instant begun(RunId run) {
        return state.runs().get(run).map(RunRow::startedAt).orElse(Instant.EPOCH);
    }

    private RunState stateOf(ThreadRow thread, RunId run, List<JournalEntry> newest) {
        if (thread.status() == ThreadStatus.ACTIVE && waiting.contains(run)) {
            return RunState.NEEDS_APPROVAL;
        }
        if (thread.status() == ThreadStatus.ACTIVE) {
            return underWay.test(run) ? RunState.RUNNING : RunState.INTERRUPTED;
        }
        var ended = thread.status() == ThreadStatus.FAILED ? RunState.FAILED : RunState.DONE;
        return newest.reversed().stream()
                .map(JournalEntry::message)
                .filter(message -> message.listener().equals(Message.USER))
                .filter(message -> message.kind() != Message.Kind.REQUEST)
                .filter(message -> !answersRefused(message))
                .findFirst()
                .flatMap(RunSummaries::outcome)
                .map(RunState::of)
                .orElse(ended);
    }

    /// Whether it says only that a follow-up was refused.
    private boolean answersRefused(Message message) {
        return message.answers()
                .flatMap(state.journal()::get)
                .filter(request -> request.status() == MessageStatus.REFUSED)
                .isPresent();
    }

    private static Optional<RunStatus> outcome(Message answer) {
        return object(answer.payload())
                .flatMap(
                        payload ->
                                readable(
                                        () ->
                                                answer.kind() == Message.Kind.FAILURE
                                                        ? RunStatus.of(Failure.from(payload).kind())
                                                        : AgentResult.from(payload).status()));
    }

    /// The first page that the user said; before the agent has taken it, the request itself.
    private String task(ThreadRow thread, List<JournalEntry> newest) {
        return state.contexts().segments(thread.id()).stream()
                .filter(segment -> segment.tag().equals(ContextTags.USER))
                .findFirst()
                .flatMap(segment -> state.contexts().content(segment.id()))
                .flatMap(RunSummaries::firstText)
                .or(() -> requested(newest))
                .orElse("");
    }

    private static Optional<String> firstText(Bytes page) {
        return readable(() -> Json.parse(page.toByteArray()))
                .flatMap(
                        json ->
                                json instanceof JsonArray(var blocks)
                                        ? blocks.stream().findFirst()
                                        : Optional.empty())
                .flatMap(
                        block ->
                                block instanceof JsonObject object
                                        ? object.string("text")
                                        : Optional.empty());
    }

    private static Optional<String> requested(List<JournalEntry> newest) {
        return newest.stream()
                .map(JournalEntry::message)
                .filter(message -> message.sender().equals(Message.USER))
                .filter(message -> message.tag().equals(AgentTask.TYPE.tag()))
                .findFirst()
                .flatMap(message -> object(message.payload()))
                .flatMap(payload -> payload.string("task"));
    }

    private static String firstLine(String text) {
        var line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= RunSummary.TASK_CHARS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, RunSummary.TASK_CHARS_MAX - 1))
                        + "…";
    }

    private static Optional<JsonObject> object(Bytes payload) {
        return readable(() -> Json.parse(payload.toByteArray()))
                .flatMap(
                        json ->
                                json instanceof JsonObject object
                                        ? Optional.of(object)
                                        : Optional.empty());
    }

    /// A list of runs must not fail at one whose content is gone or not what it says.
    private static <T> Optional<T> readable(Supplier<T> content) {
        try {
            return Optional.of(content.get());
        } catch (JsonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
