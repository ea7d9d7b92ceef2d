package dev.bestcode.agent;

import static dev.bestcode.agent.AgentThread.calls;
import static dev.bestcode.agent.AgentThread.result;
import static dev.bestcode.agent.AgentThread.sleep;
import static dev.bestcode.agent.AgentThread.text;
import static dev.bestcode.agent.AgentThread.use;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

class CodingAgentTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AgentThread thread = new AgentThread(10);

    @Test
    void aTaskBecomesAConversationAndARequestForTheModel() {
        var outgoing = thread.task("fix it");

        assertThat(thread.conversation())
                .containsExactly(
                        "system Do it.",
                        "tools [{\"name\":\"read\",\"description\":\"does read\",\"input_schema\":{\"type\":\"object\"}},"
                                + "{\"name\":\"write\",\"description\":\"does write\",\"input_schema\":{\"type\":\"object\"}},"
                                + "{\"name\":\"run\",\"description\":\"does run\",\"input_schema\":{\"type\":\"object\"}}]",
                        "user [{\"type\":\"text\",\"text\":\"fix it\"}]");
        assertThat(calls(outgoing)).containsExactly("model-1");
        assertThat(((Outgoing.Send) outgoing.getFirst()).to()).isEqualTo("llm-pool");
    }

    @Test
    void theModelsLastWordsAreTheResult() {
        thread.task("fix it");

        var outgoing = thread.model(StopReason.END_TURN, text("done"));

        assertThat(result(outgoing))
                .isEqualTo(new AgentResult(RunStatus.DONE, "done", 1, new Usage(10, 1, 0, 0)));
        assertThat(thread.phase()).isEqualTo(new Phase.Ready());
    }

    @Test
    void callsThatChangeNothingGoOutTogetherAndTheModelIsAskedWhenAllHaveEnded() {
        thread.task("look");

        var started = thread.model(StopReason.TOOL_USE, use("a", "read"), use("b", "read"));

        assertThat(calls(started)).containsExactly("a", "b");
        assertThat(thread.toolAnswers("b", ToolOutcome.succeeded("B"))).isEmpty();
        assertThat(calls(thread.toolAnswers("a", ToolOutcome.succeeded("A"))))
                .containsExactly("model-2");
    }

    @Test
    void aCallThatMayChangeSomethingRunsAloneAndInOrder() {
        thread.task("change");

        var first =
                thread.model(
                        StopReason.TOOL_USE,
                        use("a", "read"),
                        use("b", "write"),
                        use("c", "run"),
                        use("d", "read"),
                        use("e", "read"));

        assertThat(calls(first)).containsExactly("a");
        assertThat(calls(thread.toolAnswers("a", ToolOutcome.succeeded("")))).containsExactly("b");
        assertThat(calls(thread.toolAnswers("b", ToolOutcome.failed("")))).containsExactly("c");
        assertThat(calls(thread.toolAnswers("c", ToolOutcome.succeeded(""))))
                .containsExactly("d", "e");
    }

    @Test
    void callsOfAToolThatMayChangeSomethingRunTogetherWhereItCallsThemIndependent() {
        thread.task("wait");

        var first =
                thread.model(
                        StopReason.TOOL_USE,
                        sleep("a"),
                        use("b", "read"),
                        sleep("c"),
                        use("d", "run"),
                        sleep("e"));

        assertThat(calls(first)).containsExactly("a", "b", "c");
        assertThat(calls(thread.toolAnswers("c", ToolOutcome.succeeded("")))).isEmpty();
        assertThat(calls(thread.toolAnswers("a", ToolOutcome.succeeded("")))).isEmpty();
        assertThat(calls(thread.toolAnswers("b", ToolOutcome.succeeded("")))).containsExactly("d");
        assertThat(calls(thread.toolAnswers("d", ToolOutcome.succeeded("")))).containsExactly("e");
    }

    @Test
    void aCallWhoseArgumentsItsToolCannotReadRunsAlone() {
        thread.task("run");

        var unreadable = new ContentBlock.ToolUse("a", "run", JsonObject.EMPTY);
        assertThat(calls(thread.model(StopReason.TOOL_USE, unreadable, use("b", "read"))))
                .containsExactly("a");
    }

    @Test
    void aRefusedCallBecomesAnErrorResultAndTheRunGoesOn() {
        thread.task("try");
        thread.model(StopReason.TOOL_USE, use("a", "no-such-tool"));

        var outgoing = thread.fails("system", "a", Failure.Kind.NO_ROUTE, "no route to it");

        assertThat(calls(outgoing)).containsExactly("model-2");
        assertThat(thread.conversation().getLast())
                .isEqualTo(
                        "tool-result {\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":"
                                + "[{\"type\":\"text\",\"text\":\"no route to it\"}],\"is_error\":true}");
    }

    @Test
    void anAnswerToACallThatIsNotOpenChangesNothing() {
        thread.task("look");
        thread.model(StopReason.TOOL_USE, use("a", "write"), use("b", "write"));
        var before = thread.conversation();

        assertThat(thread.toolAnswers("b", ToolOutcome.succeeded("too early"))).isEmpty();
        assertThat(thread.modelAnswers("model-1", StopReason.END_TURN, text("late"))).isEmpty();

        assertThat(thread.conversation()).isEqualTo(before);
        assertThat(calls(thread.toolAnswers("a", ToolOutcome.succeeded("")))).containsExactly("b");
    }

    @Test
    void theIterationLimitEndsTheTaskAndAFollowUpStartsAtNothing() {
        var limited = new AgentThread(1);
        limited.task("loop");
        limited.model(StopReason.TOOL_USE, use("a", "read"));

        var ended = result(limited.toolAnswers("a", ToolOutcome.succeeded("")));

        assertThat(ended.status()).isEqualTo(RunStatus.LIMIT_REACHED);
        assertThat(ended.text()).contains("limit of 1 model calls");
        assertThat(calls(limited.task("go on"))).containsExactly("model-2");
    }

    @Test
    void anEmptyAnswerIsAskedForOnceMoreAndFailsTheSecondTime() {
        thread.task("say it");

        var again = thread.model(StopReason.END_TURN, text(" \n"));

        assertThat(calls(again)).containsExactly("model-2");
        assertThat(thread.conversation().getLast()).contains("Your answer was empty.");
        var ended = result(thread.model(StopReason.END_TURN));
        assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.text()).contains("also when asked again", "is empty");
    }

    @Test
    void anEmptyAnswerMayBeMadeGood() {
        thread.task("say it");
        thread.model(StopReason.END_TURN);

        assertThat(result(thread.model(StopReason.END_TURN, text("It is done."))))
                .extracting(AgentResult::status, AgentResult::text)
                .containsExactly(RunStatus.DONE, "It is done.");
        thread.task("and this");
        assertThat(calls(thread.model(StopReason.END_TURN))).containsExactly("model-4");
    }

    @Test
    void zeroIterationsMeansNone() {
        var outgoing = thread.task(new AgentTask("think", OptionalInt.of(0)));

        assertThat(result(outgoing).status()).isEqualTo(RunStatus.LIMIT_REACHED);
    }

    @Test
    void aTaskMayLowerTheLimitAndNeverRaiseIt() {
        var limited = new AgentThread(1);
        limited.task(new AgentTask("loop", OptionalInt.of(50)));
        limited.model(StopReason.TOOL_USE, use("a", "read"));

        assertThat(result(limited.toolAnswers("a", ToolOutcome.succeeded(""))).status())
                .isEqualTo(RunStatus.LIMIT_REACHED);
    }

    @Test
    void stoppingGivesEveryOpenCallAResult() {
        thread.task("change");
        thread.model(StopReason.TOOL_USE, use("a", "write"), use("b", "write"));

        assertThat(result(thread.stop()).status()).isEqualTo(RunStatus.STOPPED);
        assertThat(thread.conversation().subList(4, 6))
                .allMatch(segment -> segment.startsWith("tool-result"))
                .satisfiesExactly(
                        a ->
                                assertThat(a)
                                        .contains("\"a\"", "Whether it had an effect is not known"),
                        b -> assertThat(b).contains("\"b\"", "Not run"));
        assertThat(thread.fails("write", "a", Failure.Kind.STOPPED, "cancelled")).isEmpty();
        assertThat(thread.stop()).isEmpty();
        assertThat(calls(thread.task("go on"))).containsExactly("model-2");
    }

    @Test
    void taskAfterAnEndThatTheAgentDidNotHearOfBeginsWithEveryCallAnswered() {
        thread.task("change");
        thread.model(StopReason.TOOL_USE, use("a", "write"), use("b", "write"));

        assertThat(calls(thread.nextTask("go on"))).containsExactly("model-2");
        assertThat(thread.conversation().subList(4, 7))
                .satisfiesExactly(
                        a -> assertThat(a).startsWith("tool-result").contains("\"a\"", "not known"),
                        b -> assertThat(b).startsWith("tool-result").contains("\"b\"", "Not run"),
                        user -> assertThat(user).startsWith("user").contains("go on"));
        assertThat(result(thread.model(StopReason.END_TURN, text("done"))).turns()).isEqualTo(1);
    }

    @Test
    void whatWasHeardBeforeSuchAnEndIsSaidFirst() {
        thread.task("fix it");
        thread.task("and the docs");

        assertThat(calls(thread.nextTask("go on"))).containsExactly("model-2");
        assertThat(thread.conversation().subList(3, 5))
                .satisfiesExactly(
                        heard -> assertThat(heard).contains("and the docs"),
                        next -> assertThat(next).contains("go on"));
        assertThat(result(thread.model(StopReason.END_TURN, text("done"))).status())
                .isEqualTo(RunStatus.DONE);
    }

    @Test
    void aProviderThatCannotBeReachedEndsTheTask() {
        thread.task("fix");

        var outgoing =
                thread.fails(
                        "llm-pool", "model-1", Failure.Kind.PROVIDER_FAILED, "refused 6 times");

        assertThat(result(outgoing))
                .isEqualTo(
                        new AgentResult(
                                RunStatus.PROVIDER_FAILED, "refused 6 times", 0, Usage.ZERO));
    }

    @Test
    void aCutAnswerIsAskedToGoOn() {
        thread.task("write a lot");

        var outgoing = thread.model(StopReason.MAX_TOKENS, text("half"));

        assertThat(calls(outgoing)).containsExactly("model-2");
        assertThat(thread.conversation().getLast()).startsWith("user ").contains("cut off");
    }

    @Test
    void aPausedTurnIsSentBackAsItIs() {
        thread.task("search");

        assertThat(calls(thread.model(StopReason.PAUSE_TURN, text("searching"))))
                .containsExactly("model-2");
        assertThat(thread.conversation().getLast()).startsWith("assistant ");
    }

    @Test
    void aRefusalIsAFailureThatSaysSo() {
        thread.task("x");

        var ended = result(thread.model(StopReason.REFUSAL));

        assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.text()).contains("declined");
    }

    @Test
    void aToolUseIdThatTheAnswerRepeatsCountsOnce() {
        thread.task("x");

        var started = thread.model(StopReason.TOOL_USE, use("a", "read"), use("a", "write"));

        assertThat(calls(started)).isEqualTo(List.of("a"));
        assertThat(calls(thread.toolAnswers("a", ToolOutcome.succeeded(""))))
                .containsExactly("model-2");
    }

    @Test
    void ofTenThousandCallsAFewRunAndTheModelIsTold() {
        thread.task("x");
        var uses = IntStream.range(0, 10_000).mapToObj(i -> use("c" + i, "read"));

        var started = thread.model(StopReason.TOOL_USE, uses.toArray(ContentBlock[]::new));

        assertThat(calls(started)).hasSize(128).contains("c0", "c127");
        assertThat(thread.conversation())
                .filteredOn(segment -> segment.startsWith("tool-result"))
                .singleElement()
                .satisfies(
                        told ->
                                assertThat(told)
                                        .contains("\"c128\"", "Ask for the rest", "is_error"));
        assertThat(thread.conversation().get(3)).contains("c128").doesNotContain("c129");
        for (int i = 0; i < 127; i++) {
            assertThat(thread.toolAnswers("c" + i, ToolOutcome.succeeded(""))).isEmpty();
        }
        assertThat(calls(thread.toolAnswers("c127", ToolOutcome.succeeded(""))))
                .containsExactly("model-2");
    }

    @Test
    void namesAndIdsThatNoProviderTakesBackAreMadeUsable() {
        thread.task("x");
        var long10Mb = "n".repeat(10 << 20);

        var started =
                thread.model(
                        StopReason.TOOL_USE,
                        new ContentBlock.ToolUse("", "read file!", JsonObject.EMPTY),
                        new ContentBlock.ToolUse("ü" + long10Mb, long10Mb, JsonObject.EMPTY));

        assertThat(calls(started)).containsExactly("_", "_" + "n".repeat(63));
        assertThat(started)
                .extracting(send -> ((Outgoing.Send) send).to())
                .containsExactly("read_file_", "n".repeat(64));
        assertThat(thread.conversation().getLast()).hasSizeLessThan(500).contains("read_file_");
    }

    @Test
    void aModelThatDeclinesRunsNoTool() {
        thread.task("x");

        var ended = thread.model(StopReason.REFUSAL, use("a", "run"));

        assertThat(result(ended).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aFollowUpGoesOnAfterAProviderThatFailed() {
        thread.task("fix");
        thread.fails("llm-pool", "model-1", Failure.Kind.PROVIDER_FAILED, "refused");

        assertThat(calls(thread.task("again"))).containsExactly("model-2");
        assertThat(result(thread.model(StopReason.END_TURN, text("done"))).status())
                .isEqualTo(RunStatus.DONE);
    }

    @Test
    void stopWhileTheModelThinksDropsItsAnswerAndAFollowUpGoesOn() {
        thread.task("fix");
        assertThat(result(thread.stop()).status()).isEqualTo(RunStatus.STOPPED);
        var before = thread.conversation();

        assertThat(thread.modelAnswers("model-1", StopReason.END_TURN, text("late"))).isEmpty();

        assertThat(thread.conversation()).isEqualTo(before);
        assertThat(calls(thread.task("go on"))).containsExactly("model-2");
    }

    @Test
    void whatIsSaidWhileTheModelAnswersComesBehindItsAnswerAndIsAnsweredToo() {
        thread.task("fix it");

        assertThat(thread.task("and the docs")).isEmpty();
        var outgoing = thread.model(StopReason.END_TURN, text("fixed"));

        assertThat(calls(outgoing)).containsExactly("model-2");
        assertThat(thread.conversation().subList(2, 5))
                .containsExactly(
                        "user [{\"type\":\"text\",\"text\":\"fix it\"}]",
                        "assistant [{\"type\":\"text\",\"text\":\"fixed\"}]",
                        "user [{\"type\":\"text\",\"text\":\"and the docs\"}]");
        assertThat(result(thread.model(StopReason.END_TURN, text("both"))).text())
                .isEqualTo("both");
    }

    @Test
    void whatIsSaidWhileToolsRunIsReadWithTheirResults() {
        thread.task("fix it");
        thread.model(StopReason.TOOL_USE, use("a", "read"));

        assertThat(thread.task("quickly")).isEmpty();
        var outgoing = thread.toolAnswers("a", ToolOutcome.succeeded("text"));

        assertThat(calls(outgoing)).containsExactly("model-2");
        assertThat(thread.conversation()).anyMatch(page -> page.contains("quickly"));
    }

    @Test
    void theSameAnswerThreeTimesInARowEndsTheTaskAndItsCallIsAnswered() {
        thread.task("loop");
        for (var id : List.of("a", "b")) {
            thread.model(StopReason.TOOL_USE, sameUse(id));
            thread.toolAnswers(id, ToolOutcome.succeeded("same"));
        }

        var ended = result(thread.model(StopReason.TOOL_USE, sameUse("c")));

        assertThat(ended.status()).isEqualTo(RunStatus.LIMIT_REACHED);
        assertThat(ended.text()).contains("same answer 3 times in a row");
        assertThat(thread.conversation().getLast()).contains("\"tool_use_id\":\"c\"");
        assertThat(calls(thread.task("do it otherwise"))).containsExactly("model-4");
        assertThat(calls(thread.model(StopReason.TOOL_USE, sameUse("d")))).containsExactly("d");
    }

    @Test
    void whatWasShownWhenThePersonInterruptedStaysSaid() {
        thread.task("tell me");

        var ended = result(thread.stopWhenShown("Once upon a"));

        assertThat(ended.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(thread.conversation().subList(3, 5))
                .containsExactly(
                        "assistant [{\"type\":\"text\",\"text\":\"Once upon a\"}]",
                        "user [{\"type\":\"text\",\"text\":\"I interrupted your answer there.\"}]");
    }

    @Test
    void aShortBudgetMakesAShortAnswerAndNoneMakesNoCall() {
        thread.mayStillSpend(new Left(new Allowance(2_000, Allowance.MAX.microUsd()), LONG));
        var asked = (Outgoing.Send) thread.task("fix it").getFirst();
        assertThat(asked.reserves().tokens()).isLessThanOrEqualTo(2_000).isGreaterThan(500);

        thread.mayStillSpend(new Left(Allowance.ZERO, LONG));
        thread.model(StopReason.TOOL_USE, use("a", "read"));
        var ended = result(thread.toolAnswers("a", ToolOutcome.succeeded("text")));

        assertThat(ended.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);
        assertThat(ended.text()).contains("0 tokens, 0.0000 USD");
    }

    @Test
    void aTaskWhoseTimeIsOverMakesNoCall() {
        thread.mayStillSpend(new Left(Allowance.MAX, Duration.ZERO));

        var ended = result(thread.task("fix it"));

        assertThat(ended.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);
        assertThat(ended.text()).contains("time was over");
    }

    private static ContentBlock.ToolUse sameUse(String id) {
        return new ContentBlock.ToolUse(id, "read", JsonObject.EMPTY);
    }
}
