package dev.bestcode.cli;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.tool.FormFilling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Shows a conversation: what is said while it grows, tool calls a line each, questions with what
/// they come to. Used by the thread of the events alone, but for [#question].
final class TurnView {
    private static final String IDLE = "› ";
    private static final String WORKING = "· at work, Ctrl-C stops › ";
    private static final String ASKING = "allow it? [y]es once, [r]un, [a]lways, [n]o › ";

    /// Below a form, once.
    private static final String FILLING =
            "  a line for each field; Enter alone passes one over, /yes all that are left, /no declines";

    /// A question that waits.
    /// @param midLine whether the person was typing when it came
    /// @param filling where it is a form
    record Asked(
            BestCodeEvent.ApprovalAsked event, boolean midLine, Optional<FormFilling> filling) {}

    private final ReplTerminal terminal;
    private final ModelPricing prices;
    private final Deque<Asked> questions = new ArrayDeque<>();
    private final SubAgentNames agents = new SubAgentNames();
    private ReplText text;
    private int width;
    private boolean working;
    private boolean streamed;
    private String error = "";
    private int status = ExitCode.OK;
    private Spending turn = Spending.NONE;
    private Spending all = Spending.NONE;

    TurnView(ReplTerminal terminal, ModelPricing prices) {
        this.terminal = terminal;
        this.prices = prices;
        this.width = terminal.width();
        this.text = ReplText.at(terminal);
        prompt();
    }

    /// The question that the next line may answer.
    synchronized Optional<Asked> question() {
        return Optional.ofNullable(questions.peekFirst());
    }

    synchronized Spending spending() {
        return all;
    }

    /// What came of the last turn, or of the last try to have one.
    synchronized int status() {
        return status;
    }

    synchronized boolean isWorking() {
        return working;
    }

    /// A line was read: the next one is begun with every question in view.
    synchronized void lineRead() {
        var seen =
                questions.stream()
                        .map(asked -> new Asked(asked.event(), false, asked.filling()))
                        .toList();
        questions.clear();
        questions.addAll(seen);
    }

    /// A field of a form is done.
    synchronized void filled(MessageId question, FormFilling now) {
        var all =
                questions.stream()
                        .map(
                                asked ->
                                        asked.event().question().equals(question)
                                                ? new Asked(
                                                        asked.event(),
                                                        asked.midLine(),
                                                        Optional.of(now))
                                                : asked)
                        .toList();
        questions.clear();
        questions.addAll(all);
        prompt();
    }

    /// Wait for the end of the turn.
    synchronized void awaitRest() throws InterruptedException {
        while (working) {
            wait();
        }
    }

    /// The turn cannot end in an event any more: the log failed.
    synchronized void broke(String reason) {
        if (working) {
            failed(new FailureSentence(reason, ExitCode.KERNEL));
            working(false);
        }
    }

    /// A turn could not begin.
    /// @param before whether another one is under way
    synchronized void notBegun(boolean before) {
        status = ExitCode.FAILED;
        working(before);
    }

    synchronized void failed(FailureSentence why) {
        status = why.code();
        line("! " + Printable.of(why.text()));
    }

    synchronized void show(BestCodeEvent event) {
        if (terminal.width() != width && !streamed) {
            width = terminal.width();
            text = ReplText.at(terminal);
        }
        switch (event) {
            case BestCodeEvent.Provisional(_, _, var progress) -> show(progress);
            case BestCodeEvent.RunStarted _ -> working(true);
            case BestCodeEvent.MessageSpoken spoken ->
                    agents.said(spoken.thread(), spoken.text())
                            .ifPresentOrElse(this::line, () -> spoken(spoken.text()));
            case BestCodeEvent.AgentStarted started -> line(agents.started(started));
            case BestCodeEvent.AgentEnded ended -> agents.ended(ended.thread());
            case BestCodeEvent.ToolCalled called -> line("→ " + ProgressLines.call(called));
            case BestCodeEvent.ToolAnswered answered -> answered(answered);
            case BestCodeEvent.ErrorRaised raised -> {
                error = raised.text();
                ProgressLines.failure(raised).ifPresent(this::line);
            }
            case BestCodeEvent.ApprovalAsked asked -> asked(asked);
            case BestCodeEvent.ApprovalAnswered answered -> {
                questions.removeIf(asked -> asked.event().question().equals(answered.question()));
                prompt();
            }
            case BestCodeEvent.UsageCounted counted -> {
                turn = turn.plus(counted, prices);
                all = all.plus(counted, prices);
            }
            case BestCodeEvent.RunFinished finished -> end(finished.result());
        }
    }

    /// The lines that may still change, as they are now; after a lump of events.
    synchronized void settle() {
        if (streamed) {
            terminal.print(text.settled());
            terminal.open(text.open(Math.max(1, terminal.height() / 2)));
        }
    }

    synchronized void line(String line) {
        withdraw();
        terminal.print(broken(line));
    }

    /// Lines that are nothing of the conversation's; what streams goes on below them.
    synchronized void page(List<String> lines) {
        terminal.print(broken(String.join("\n", lines)));
    }

    /// Within the terminal's width; it is safe for a terminal and plain.
    private List<String> broken(String text) {
        return text.lines().flatMap(line -> WordBreak.lines(line, width, "  ").stream()).toList();
    }

    synchronized void working(boolean now) {
        working = now;
        notifyAll();
        prompt();
    }

    private void prompt() {
        if (terminal.isDumb()) {
            terminal.prompt(IDLE);
        } else {
            var asked = questions.peekFirst();
            terminal.prompt(
                    asked == null
                            ? working ? WORKING : IDLE
                            : asked.filling()
                                    .flatMap(FormFilling::next)
                                    .map(field -> Printable.line(field.line(), width - 20) + " › ")
                                    .orElse(ASKING));
        }
    }

    private void show(Progress progress) {
        switch (progress) {
            case Progress.Text(var piece) -> {
                text.append(piece);
                streamed = true;
            }
            case Progress.Withdrawn(var reason) -> {
                finishText();
                terminal.print(
                        "! that answer broke off (" + Printable.line(reason, 80) + ") and is void");
            }
            case Progress.Retrying retry ->
                    line(
                            "! attempt %d failed: %s; again in %d s"
                                    .formatted(
                                            retry.attempt(),
                                            Printable.line(retry.reason(), 80),
                                            retry.delay().toSeconds()));
            case Progress.Thinking _, Progress.Output _ -> {
                // The prompt says that it is at work.
            }
        }
    }

    /// What streamed and was not spoken to its end stays, as far as it came.
    private void withdraw() {
        if (streamed) {
            finishText();
        }
    }

    private void finishText() {
        terminal.open(List.of());
        if (streamed) {
            terminal.print(text.finish());
        }
        streamed = false;
    }

    /// The committed text: it stands already if it streamed.
    private void spoken(String said) {
        if (streamed) {
            finishText();
        } else if (!said.isBlank()) {
            terminal.print(text.whole(said));
        }
    }

    private void answered(BestCodeEvent.ToolAnswered answered) {
        var diff = answered.error() ? List.<String>of() : text.diff(answered.text());
        if (!diff.isEmpty()) {
            withdraw();
            terminal.print(diff);
        } else if (!answered.text().equals(error)) {
            ProgressLines.outcome(answered).ifPresent(this::line);
        }
    }

    private void asked(BestCodeEvent.ApprovalAsked asked) {
        if (terminal.isDumb()) {
            return; // nobody sits here, and it is denied
        }
        withdraw();
        terminal.print(QuestionText.of(asked.tool(), asked.preview(), width));
        var filling = asked.preview().form().map(FormFilling::of);
        if (filling.flatMap(FormFilling::next).isPresent()) {
            terminal.print(broken(FILLING));
        }
        questions.add(new Asked(asked, terminal.isTyping(), filling));
        prompt();
    }

    private void end(RunResult result) {
        withdraw();
        if (result.status() != RunStatus.DONE) {
            line(result.status().wireName() + ": " + Printable.of(result.text()));
        }
        line("%d turns, %s".formatted(result.turns(), turn.text()));
        status = ExitCode.of(result.status());
        turn = Spending.NONE;
        error = "";
        questions.removeIf(asked -> asked.event().run().equals(result.run()));
        working(false);
    }
}
