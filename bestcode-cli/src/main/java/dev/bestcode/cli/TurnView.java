package dev.bestcode.cli;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.message.Progress;

import java.io.PrintWriter;

/// Shows one turn at a terminal: text as it streams, tool calls a line each.
final class TurnView {
    private final PrintWriter out;
    private boolean streamed;
    private boolean midLine;
    private String error = "";

    TurnView(PrintWriter out) {
        this.out = out;
    }

    void show(BestCodeEvent event) {
        switch (event) {
            case BestCodeEvent.Provisional(_, _, var progress) -> show(progress);
            case BestCodeEvent.MessageSpoken spoken -> spoken(spoken.text());
            case BestCodeEvent.ToolCalled called -> line("→ " + ProgressLines.call(called));
            case BestCodeEvent.ToolAnswered answered -> {
                if (!answered.text().equals(error)) {
                    ProgressLines.outcome(answered).ifPresent(this::line);
                }
            }
            case BestCodeEvent.ErrorRaised raised -> {
                error = raised.text();
                ProgressLines.failure(raised).ifPresent(this::line);
            }
            case BestCodeEvent.ApprovalAsked _, BestCodeEvent.ApprovalAnswered _ -> {
                // The question stands on the screen, and so does what was typed.
            }
            case BestCodeEvent.RunStarted _,
                    BestCodeEvent.UsageCounted _,
                    BestCodeEvent.RunFinished _ -> {
                // The end of the turn says it.
            }
        }
        out.flush();
    }

    void end(RunResult result) {
        if (result.status() != RunStatus.DONE) {
            line(result.status().wireName() + ": " + Printable.of(result.text()));
        }
        line(
                "%d turns, %,d tokens in, %,d out"
                        .formatted(
                                result.turns(), result.usage().input(), result.usage().output()));
        out.flush();
    }

    private void show(Progress progress) {
        switch (progress) {
            case Progress.Text(var text) -> {
                out.print(Printable.of(text));
                streamed = true;
                midLine = !text.endsWith("\n");
            }
            case Progress.Withdrawn(var reason) -> {
                line("! that answer broke off (" + Printable.line(reason, 80) + ") and is void");
                streamed = false;
            }
            case Progress.Retrying retry ->
                    line(
                            "! attempt %d failed: %s"
                                    .formatted(
                                            retry.attempt(), Printable.line(retry.reason(), 80)));
            case Progress.Thinking _, Progress.Output _ -> {
                // Not part of this first view.
            }
        }
    }

    /// The committed text: it stands already if it streamed.
    private void spoken(String text) {
        if (!streamed) {
            out.print(Printable.of(text));
            midLine = !text.isEmpty() && !text.endsWith("\n");
        }
        if (midLine) {
            out.println();
        }
        streamed = false;
        midLine = false;
    }

    private void line(String text) {
        if (midLine) {
            out.println();
            midLine = false;
        }
        out.println(text);
    }
}
