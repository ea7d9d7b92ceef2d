package dev.bestcode.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class FindToolTest {
    private final SemanticRouter router = SemanticRouter.over(Tools.index(), Tools.validator());
    private final FindTool find =
            FindTool.over(
                    router, (_, caller) -> caller.equals("coder") ? Set.of("jira") : Set.of());

    @BeforeEach
    void fill() {
        var schema =
                "{\"type\":\"object\",\"required\":[\"key\"],\"properties\":{\"key\":{\"type\":\"string\"}}}";
        router.put(Tools.tool("jira", "Closes an issue", schema));
        router.put(Tools.tool("jenkins", "Starts a build and closes it", schema));
    }

    @Test
    void aNeedIsAnsweredWithTheSchemasOfWhatTheCallerMayReach() throws Exception {
        var answer = Answered.of(ask("{\"need\":\"closes the issue\"}"));

        assertThat(answer.error()).isFalse();
        assertThat(answer.said())
                .contains("\"name\":\"jira\"", "\"key\"")
                .doesNotContain("jenkins");
        assertThat(answer.sentTo()).isEmpty();
    }

    @Test
    void whatAModelFilledIsCarriedAndItsCostCharged() throws Exception {
        var ladder = new FakeFormModel("{\"key\":\"A-1\"}");
        var router =
                SemanticRouter.over(
                        Tools.index(), FormFiller.of(Tools.validator(), List.of(ladder)));
        router.put(
                Tools.tool(
                        "jira",
                        "Closes an issue",
                        "{\"type\":\"object\",\"required\":[\"key\"],\"properties\":{\"key\":{\"type\":\"string\"}}}"));
        var tool = FindTool.over(router, (_, _) -> Set.of("jira"));
        var question = "{\"need\":\"closes the issue of yesterday\",\"run\":true}";
        var response = tool.handle(new FakeDelivery(Json.parseObject(question)));

        assertThat(Answered.of(response).sentTo()).containsExactly("jira");
        assertThat(response.ops())
                .contains(new KernelOp.UsageCharged(new ThreadId(4), FakeFormModel.USAGE));
        assertThat(tool.effectFree()).as("a model is asked").isFalse();
        assertThat(find.effectFree()).as("none is").isTrue();
    }

    @Test
    void aNamedToolsCallIsSentAsAnOrdinaryMessageAndItsAnswerHandedOn() throws Exception {
        var response =
                ask("{\"need\":\"close it\",\"tool\":\"jira\",\"arguments\":{\"key\":\"A-1\"}}");

        assertThat(response.outgoing())
                .singleElement()
                .isInstanceOfSatisfying(
                        Outgoing.Send.class,
                        send -> {
                            assertThat(send.to()).isEqualTo("jira");
                            assertThat(send.tag()).isEqualTo("JiraRequest");
                            assertThat(send.payload().bytes().utf8())
                                    .isEqualTo("{\"key\":\"A-1\"}");
                        });
        var outcome = ToolOutcome.succeeded("closed");
        var back = back(Message.Kind.ANSWER, outcome.toJson(), state(response));
        assertThat(Answered.of(back)).isEqualTo(new Answered(List.of(), "closed", false));
    }

    @Test
    void whatSucceededIsRememberedAndWhatFailedIsNot() throws Exception {
        var carried = ask("{\"need\":\"zap\",\"tool\":\"jira\",\"arguments\":{\"key\":\"A-1\"}}");

        back(Message.Kind.ANSWER, ToolOutcome.failed("no").toJson(), state(carried));
        assertThat(router.find("zap", _ -> true)).isInstanceOf(Found.Nothing.class);

        back(Message.Kind.ANSWER, ToolOutcome.succeeded("yes").toJson(), state(carried));
        assertThat(router.find("zap", _ -> true)).isInstanceOf(Found.Tools.class);
    }

    @Test
    void aNeedThatNamesItsValuesIsRunAtOnceAndAnotherOneIsToldWhatIsMissing() throws Exception {
        assertThat(Answered.of(ask("{\"need\":\"closes issue 'A-1'\",\"run\":true}")).sentTo())
                .containsExactly("jira");

        var unfilled = Answered.of(ask("{\"need\":\"closes that issue\",\"run\":true}"));
        assertThat(unfilled.sentTo()).isEmpty();
        assertThat(unfilled.error()).isTrue();
        assertThat(unfilled.said()).contains("nothing was called", "jira");
    }

    @Test
    void aToolOutsideTheTableIsAsIfItWereNotThere() throws Exception {
        var masked = ask("{\"need\":\"x\",\"tool\":\"jenkins\",\"arguments\":{\"key\":\"A\"}}");
        var absent = ask("{\"need\":\"x\",\"tool\":\"nobody\",\"arguments\":{}}");

        assertThat(masked).isEqualTo(absent);
        assertThat(Answered.of(masked).said()).contains(Found.NO_CAPABILITY);
    }

    @Test
    void aRefusalOfTheCarriedCallIsReadByTheCallerAndAStopByNobody() throws Exception {
        var failure = new Failure(Failure.Kind.DENIED, "jira was not allowed").toJson();
        assertThat(Answered.of(back(Message.Kind.FAILURE, failure, Optional.empty())))
                .isEqualTo(new Answered(List.of(), "jira was not allowed", true));

        var stop =
                new FakeDelivery(
                        Message.Kind.FAILURE, Message.SYSTEM, "", failure, Optional.empty());
        assertThat(find.handle(stop).outgoing()).isEmpty();
    }

    @Test
    void asAPlainToolItFindsAndCarriesNothing() {
        var call =
                new ToolCall(
                        Json.parseObject("{\"need\":\"closes the issue\"}"),
                        new RunId("r"),
                        "coding",
                        new NoRights(),
                        _ -> {});
        assertThat(find.call(call).text()).contains(Found.NO_CAPABILITY);
    }

    private HandlerResponse ask(String question) throws InterruptedException {
        return find.handle(new FakeDelivery(Json.parseObject(question)));
    }

    private HandlerResponse back(Message.Kind kind, JsonObject payload, Optional<Bytes> state)
            throws InterruptedException {
        return find.handle(new FakeDelivery(kind, "jira", "carried", payload, state));
    }

    private static Optional<Bytes> state(HandlerResponse response) {
        return response.ops().stream()
                .map(op -> ((KernelOp.HandlerStateSet) op).state())
                .findFirst();
    }
}
