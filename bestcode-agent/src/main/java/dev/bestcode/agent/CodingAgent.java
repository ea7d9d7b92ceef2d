package dev.bestcode.agent;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.List;

/// Turns a task into turns: ask the model, call the tools it asks for, stop when it is done.
///
/// A state machine per thread, kept in the kernel: `Ready → Thinking → AwaitingTools → Thinking → …
/// → Ready`. Each delivery moves it by one step; between deliveries nothing is held in memory, so
/// one instance serves every thread. Tool calls of one answer go out group by group: calls that
/// change nothing together, any other alone and in the model's order.
public final class CodingAgent implements Handler {
    private final AgentOptions options;
    private final ToolCatalog catalog;

    private CodingAgent(AgentOptions options, ToolCatalog catalog) {
        this.options = options;
        this.catalog = catalog;
    }

    public static CodingAgent of(AgentOptions options, ToolCatalog catalog) {
        return new CodingAgent(options, catalog);
    }

    @Override
    public PayloadType accepts() {
        return AgentTask.TYPE;
    }

    @Override
    public PayloadType answers() {
        return AgentResult.TYPE;
    }

    /// It only thinks in messages; its input may share the next force.
    @Override
    public boolean effectFree() {
        return true;
    }

    /// What a person says meanwhile is read before the model is asked again.
    @Override
    public boolean hearsMeanwhile() {
        return true;
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        var turn = new Turn(options, catalog, delivery);
        switch (delivery.message().kind()) {
            case REQUEST -> said(turn, AgentTask.from(delivery.payload()));
            case ANSWER -> answered(turn, delivery);
            case FAILURE -> failed(turn, Failure.from(delivery.payload()));
        }
        return turn.response();
    }

    private void said(Turn turn, AgentTask task) {
        if (turn.begins()) {
            begin(turn, task);
            return;
        }
        switch (turn.phase()) {
            case Phase.Ready() -> begin(turn, task);
            case Phase.Thinking(_) -> turn.hear(task.task());
            case Phase.AwaitingTools(_) -> turn.say(task.task());
        }
    }

    private void begin(Turn turn, AgentTask task) {
        closeLeft(turn);
        turn.begin(task);
        think(turn);
    }

    /// The pipeline may have ended the task before, and its agent has not heard of that.
    private static void closeLeft(Turn turn) {
        if (turn.phase() instanceof Phase.AwaitingTools(var calls)) {
            giveUp(turn, calls, "the task was ended");
        }
        turn.sayWhatWasHeard();
    }

    private static void giveUp(Turn turn, ToolCalls calls, String why) {
        calls.underWay().forEach(call -> turn.remember(NotRun.brokenOff(call.id(), why)));
        calls.waiting().forEach(call -> turn.remember(NotRun.neverStarted(call.id(), why)));
    }

    private void answered(Turn turn, Delivery delivery) {
        switch (turn.phase()) {
            case Phase.Thinking(var call) when turn.isAnswerTo(call) ->
                    replied(turn, LlmReply.from(delivery.payload()));
            case Phase.AwaitingTools(var calls) when turn.isAnswerTo(calls) ->
                    toolEnded(turn, calls, ToolOutcome.from(delivery.payload()));
            case Phase.Ready(), Phase.Thinking(_), Phase.AwaitingTools(_) -> {
                // An answer to a call that nobody waits for any more, after a stop: acknowledged.
            }
        }
    }

    private void failed(Turn turn, Failure failure) {
        if (turn.isFromSystem()) {
            stopped(turn, failure);
            return;
        }
        switch (turn.phase()) {
            case Phase.Thinking(var call) when turn.isAnswerTo(call) ->
                    turn.end(RunStatus.of(failure.kind()), failure.message());
            case Phase.AwaitingTools(var calls) when turn.isAnswerTo(calls) ->
                    toolEnded(turn, calls, ToolOutcome.failed(failure.message()));
            case Phase.Ready(), Phase.Thinking(_), Phase.AwaitingTools(_) -> {
                // As above.
            }
        }
    }

    /// Ask the model, if the task may.
    private void think(Turn turn) {
        if (turn.task().left() <= 0) {
            turn.end(
                    RunStatus.LIMIT_REACHED,
                    "stopped at the limit of %d model calls per task; give a follow-up to go on, or raise --max-iterations"
                            .formatted(turn.task().limit()));
            return;
        }
        if (!turn.askModel()) {
            turn.end(RunStatus.OUT_OF_BUDGET, spent(turn.left()));
        }
    }

    private static String spent(Left left) {
        return left.time().isZero()
                ? "stopped because the task's time was over; give a follow-up to go on, or raise --timeout"
                : "stopped because what is left of the budget (%s) does not cover another model call; give a follow-up to go on, or raise the budget"
                        .formatted(left.allowance());
    }

    private void replied(Turn turn, LlmReply reply) {
        var answer = UsableAnswer.of(reply);
        turn.remember(answer);
        if (turn.isStuck()) {
            stuck(turn, answer);
            return;
        }
        boolean heard = turn.sayWhatWasHeard();
        if (answer.stopReason() == StopReason.REFUSAL) {
            answer.toolUses().forEach(use -> turn.remember(NotRun.declined(use.id())));
        } else if (!answer.toolUses().isEmpty()) {
            startCalls(turn, answer.toolUses());
            return;
        }
        switch (answer.stopReason()) {
            case END_TURN, STOP_SEQUENCE, TOOL_USE, OTHER -> {
                if (heard) {
                    think(turn); // the task is not done while something was not answered
                } else {
                    finish(turn, answer.text());
                }
            }
            case PAUSE_TURN -> think(turn);
            case MAX_TOKENS -> {
                turn.say("Your answer was cut off at its length limit. Go on where it stopped.");
                think(turn);
            }
            case REFUSAL ->
                    turn.end(
                            RunStatus.FAILED,
                            "the model declined to answer; rephrase the task or choose another model");
            case MODEL_CONTEXT_WINDOW_EXCEEDED ->
                    turn.end(
                            RunStatus.LIMIT_REACHED,
                            "the conversation no longer fits the model's window; begin a new run");
        }
    }

    private void finish(Turn turn, String text) {
        var answer = FinalAnswer.of(text, turn.task().schema(), options.validator());
        if (answer.isUsable()) {
            turn.end(RunStatus.DONE, answer.text());
        } else if (turn.task().corrected()) {
            turn.end(
                    RunStatus.FAILED,
                    "also when asked again, the model's last answer " + answer.problem());
        } else {
            turn.correct(answer);
            think(turn);
        }
    }

    private static void stuck(Turn turn, LlmReply answer) {
        answer.toolUses().forEach(use -> turn.remember(NotRun.repeated(use.id())));
        turn.end(
                RunStatus.LIMIT_REACHED,
                "stopped because the model gave the same answer %d times in a row; say in a follow-up what it should do otherwise"
                        .formatted(Repeated.TIMES_MAX));
    }

    private void startCalls(Turn turn, List<ContentBlock.ToolUse> uses) {
        int count = Math.min(uses.size(), UsableAnswer.CALLS_MAX);
        uses.subList(count, uses.size()).forEach(use -> turn.remember(NotRun.tooMany(use.id())));
        turn.start(ToolCalls.planned(uses.subList(0, count), turn.tools()), uses);
    }

    private void toolEnded(Turn turn, ToolCalls calls, ToolOutcome outcome) {
        turn.remember(outcome);
        var left = calls.ended(turn.call());
        if (left.isEmpty()) {
            think(turn);
        } else if (left.toStart().isEmpty()) {
            turn.await(left);
        } else {
            turn.start(left, turn.answer());
        }
    }

    private void stopped(Turn turn, Failure failure) {
        switch (turn.phase()) {
            case Phase.AwaitingTools(var calls) -> giveUp(turn, calls, "stopped by the user");
            case Phase.Thinking(var call) -> turn.rememberCutOff(call);
            case Phase.Ready() -> {
                // Nothing was under way.
            }
        }
        if (!(turn.phase() instanceof Phase.Ready)) {
            turn.end(RunStatus.STOPPED, failure.message());
        }
    }
}
