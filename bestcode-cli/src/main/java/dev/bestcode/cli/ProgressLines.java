package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.tool.CallSubject;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/// Tells a person how a run goes, a line per thing that happened, on standard error.
final class ProgressLines {
    private static final int WIDTH = 100;

    /// What was refused, why, and what to do, whole in nearly every case.
    private static final int FAILURE_WIDTH = 400;

    private final PrintStream err;
    private final boolean questions;
    private final SubAgentNames agents = new SubAgentNames();

    /// What the model said last. It waits for what follows: the last words of all are the result,
    /// and shown as that.
    private String spoken = "";

    /// What went wrong last. The call that it happened to repeats it.
    private String error = "";

    /// @param questions whether to show what waits for an answer elsewhere
    ProgressLines(PrintStream err, boolean questions) {
        this.err = err;
        this.questions = questions;
    }

    void show(BestCodeEvent event) {
        switch (event) {
            case BestCodeEvent.RunStarted started ->
                    say("run %s, profile %s".formatted(started.run(), started.profile()));
            case BestCodeEvent.MessageSpoken message ->
                    agents.said(message.thread(), message.text())
                            .ifPresentOrElse(this::say, () -> spoken = message.text());
            case BestCodeEvent.AgentStarted started -> say(agents.started(started));
            case BestCodeEvent.AgentEnded ended -> agents.ended(ended.thread());
            case BestCodeEvent.ToolCalled called -> {
                sayWhatWasSpoken();
                say("→ " + call(called));
            }
            case BestCodeEvent.ToolAnswered answered -> {
                if (!answered.text().equals(error)) {
                    outcome(answered).ifPresent(this::say);
                }
            }
            case BestCodeEvent.ErrorRaised raised -> {
                error = raised.text();
                failure(raised).ifPresent(this::say);
            }
            case BestCodeEvent.Provisional(_, _, Progress.Retrying retry) -> say(retrying(retry));
            case BestCodeEvent.Provisional(_, _, Progress.Withdrawn(var reason)) ->
                    say(
                            "! the answer broke off and is asked for again: "
                                    + Printable.line(reason, WIDTH));
            case BestCodeEvent.ApprovalAsked asked -> {
                if (questions) {
                    say(question(asked));
                }
            }
            case BestCodeEvent.ApprovalAnswered answered -> {
                if (questions) {
                    say((answered.answer().allowed() ? "✓ " : "✗ ") + given(answered));
                }
            }
            case BestCodeEvent.Provisional _,
                    BestCodeEvent.UsageCounted _,
                    BestCodeEvent.RunFinished _ -> {
                // The result says it.
            }
        }
    }

    static String call(BestCodeEvent.ToolCalled called) {
        return Printable.line(called.tool() + " " + CallSubject.of(called.arguments()), WIDTH);
    }

    /// A failed call in a line; of a command that went well its last line, where tests say how they
    /// ended.
    static Optional<String> outcome(BestCodeEvent.ToolAnswered answered) {
        boolean command = answered.tool().equals("command-exec");
        if (!answered.error() && !command) {
            return Optional.empty();
        }
        var lines = answered.text().lines().filter(line -> !line.isBlank()).toList();
        var text = lines.isEmpty() ? "" : command ? lines.getLast() : lines.getFirst();
        return Optional.of((answered.error() ? "✗ " : "✓ ") + Printable.line(text, WIDTH));
    }

    /// A failure in a line. One of the provider ends the run, and is shown as its result.
    static Optional<String> failure(BestCodeEvent.ErrorRaised raised) {
        return raised.kind().equals(Failure.Kind.PROVIDER_FAILED.wireName())
                ? Optional.empty()
                : Optional.of(
                        "✗ " + raised.kind() + ": " + Printable.line(raised.text(), FAILURE_WIDTH));
    }

    private static String question(BestCodeEvent.ApprovalAsked asked) {
        return "? %s %s%n  waits for: bestcode approve %s"
                .formatted(asked.tool(), CallLines.of(asked.preview()), asked.question());
    }

    private static String given(BestCodeEvent.ApprovalAnswered answered) {
        var answer = answered.answer();
        return "question %s answered by %s (%s)"
                .formatted(
                        answered.question(),
                        Printable.line(answer.by(), WIDTH),
                        answer.scope().wireName());
    }

    private static String retrying(Progress.Retrying retry) {
        return String.format(
                Locale.ROOT,
                "! attempt %d failed: %s; again in %.1f s",
                retry.attempt(),
                Printable.line(retry.reason(), WIDTH),
                retry.delay().toMillis() / 1000.0);
    }

    private void sayWhatWasSpoken() {
        if (!spoken.isBlank()) {
            say("  " + Printable.line(spoken, WIDTH));
        }
        spoken = "";
    }

    private void say(String line) {
        err.println(line);
    }
}
