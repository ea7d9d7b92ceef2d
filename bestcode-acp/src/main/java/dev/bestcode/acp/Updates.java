package dev.bestcode.acp;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.message.Progress;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells an editor what happens in one run, as it happens. What streams is shown at once, and what
/// was committed of it not again. Used by the thread of the events alone.
final class Updates {
    private final RunId run;
    private final SystemControl system;
    private final ToolCalls calls;
    private final Questions questions;
    private final Consumer<JsonObject> send;
    private final Consumer<RunResult> finished;

    private final Map<CallKey, BestCodeEvent.ToolCalled> open = new LinkedHashMap<>();
    private final Map<ThreadId, String> agents = new HashMap<>();
    private final StringBuilder streamed = new StringBuilder();
    private Optional<ThreadId> first;
    private long messages;
    private String spoken = "";

    private record CallKey(ThreadId thread, String call) {}

    /// @param send a session update to the editor
    /// @param finished told when a task has ended, after all that came before
    Updates(
            RunId run,
            SystemControl system,
            ToolCalls calls,
            Questions questions,
            Consumer<JsonObject> send,
            Consumer<RunResult> finished) {
        this.run = run;
        this.system = system;
        this.calls = calls;
        this.questions = questions;
        this.send = send;
        this.finished = finished;
        this.first = system.state().threads().ofRun(run).map(ThreadRow::id);
    }

    void show(BestCodeEvent event) {
        if (!event.run().equals(run)) {
            return;
        }
        switch (event) {
            case BestCodeEvent.Provisional(_, var thread, var progress) -> {
                if (isOfTheFirst(thread)) {
                    show(progress);
                }
            }
            case BestCodeEvent.RunStarted started -> {
                first = Optional.of(started.thread());
                spoken = "";
            }
            case BestCodeEvent.MessageSpoken said -> said(said);
            case BestCodeEvent.AgentStarted started ->
                    agents.put(started.thread(), started.listener());
            case BestCodeEvent.AgentEnded ended -> agents.remove(ended.thread());
            case BestCodeEvent.ToolCalled called -> called(called);
            case BestCodeEvent.ToolAnswered answered -> answered(answered);
            case BestCodeEvent.ApprovalAsked asked -> questions.ask(asked);
            case BestCodeEvent.ApprovalAnswered answered ->
                    questions.answered(answered).ifPresent(send);
            case BestCodeEvent.UsageCounted _, BestCodeEvent.ErrorRaised _ -> {
                // The call, or the end of the task, says it.
            }
            case BestCodeEvent.RunFinished end -> end(end.result());
        }
    }

    /// What a model says happens on a thread of that call.
    private boolean isOfTheFirst(ThreadId thread) {
        return first.isPresent()
                && system.state().threads().get(thread).flatMap(ThreadRow::parent).equals(first);
    }

    private void show(Progress progress) {
        switch (progress) {
            case Progress.Text(var piece) -> {
                streamed.append(piece);
                send.accept(Chunks.agent(message(), piece));
            }
            case Progress.Thinking(var piece) -> {
                if (!piece.isEmpty()) {
                    send.accept(Chunks.thought("t" + messages, piece));
                }
            }
            case Progress.Withdrawn(var reason) -> {
                if (!streamed.isEmpty()) {
                    send.accept(
                            Chunks.agent(
                                    message(),
                                    "\n\n*That answer broke off (%s) and is void.*\n\n"
                                            .formatted(Titles.line(reason))));
                    next();
                }
            }
            case Progress.Retrying retry ->
                    send.accept(
                            Chunks.thought(
                                    "t" + messages,
                                    "Attempt %d failed: %s; again in %d s.\n"
                                            .formatted(
                                                    retry.attempt(),
                                                    Titles.line(retry.reason()),
                                                    retry.delay().toSeconds())));
            case Progress.Output _ -> {
                // The call's answer has it, head and tail.
            }
        }
    }

    private void said(BestCodeEvent.MessageSpoken said) {
        if (!Optional.of(said.thread()).equals(first)) {
            var who = agents.getOrDefault(said.thread(), "an agent");
            send.accept(Chunks.thought("a" + said.seq(), "%s: %s%n".formatted(who, said.text())));
            return;
        }
        var shown = streamed.toString();
        spoken = said.text();
        if (spoken.startsWith(shown)) {
            text(spoken.substring(shown.length()));
        } else {
            text("\n\n" + spoken); // pieces were lost on the way, so it is there once whole
        }
        next();
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            send.accept(Chunks.agent(message(), text));
        }
    }

    private String message() {
        return "m" + messages;
    }

    private void next() {
        streamed.setLength(0);
        messages++;
    }

    private void called(BestCodeEvent.ToolCalled called) {
        open.put(new CallKey(called.thread(), called.call()), called);
        var title = ToolKind.title(called.tool(), called.arguments());
        var agent = Optional.ofNullable(agents.get(called.thread()));
        send.accept(
                calls.begun(
                        ToolCalls.id(called.seq(), called.call()),
                        agent.map(name -> name + " · " + title).orElse(title),
                        called.tool(),
                        called.arguments()));
    }

    private void answered(BestCodeEvent.ToolAnswered answered) {
        var called = open.remove(new CallKey(answered.thread(), answered.call()));
        if (called != null) {
            send.accept(
                    calls.ended(
                            ToolCalls.id(called.seq(), called.call()),
                            called.tool(),
                            called.arguments(),
                            answered.error(),
                            answered.text()));
        }
    }

    private void end(RunResult result) {
        open.values()
                .forEach(
                        called ->
                                send.accept(
                                        ToolCalls.update(
                                                        ToolCalls.id(called.seq(), called.call()),
                                                        "failed")
                                                .build()));
        open.clear();
        agents.clear();
        questions.withdraw();
        if (isSaid(result) && !result.text().equals(spoken)) {
            text(result.text());
        }
        next();
        finished.accept(result);
    }

    /// What went wrong is the prompt's answer, and no word of the agent's.
    private static boolean isSaid(RunResult result) {
        return switch (result.status()) {
            case DONE, LIMIT_REACHED, OUT_OF_BUDGET -> true;
            case FAILED, REFUSED, PROVIDER_FAILED, STOPPED -> false;
        };
    }
}
