package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.hello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Chat completions as servers write them, each in its own way; written here after what they are
/// known to send.
class ChatStreamTest {
    private static final Sha256 HASH = Sha256.of(new byte[] {1});
    private static final String DONE = "data: [DONE]\n\n";

    private static final String WHOLE =
            delta("{\"role\":\"assistant\",\"content\":\"\"}")
                    + delta("{\"content\":\"Für \"}")
                    + delta("{\"content\":\"alle 🎈\"}")
                    + delta(call(0, "call_a", "grep", ""))
                    + delta(more(0, "{\\\"pattern\\\":"))
                    + delta(call(1, "call_b", "glob", ""))
                    + delta(more(1, "{}"))
                    + delta(more(0, "\\\"ä\\\"}"))
                    + finish("tool_calls")
                    + usage(
                            "\"prompt_tokens\":10,\"completion_tokens\":4,"
                                    + "\"prompt_tokens_details\":{\"cached_tokens\":7}")
                    + DONE;

    private final List<LlmEvent> shown = new ArrayList<>();

    @Test
    void parallelCallsArePutTogetherByTheirIndex() {
        var answer = read(WHOLE);
        assertThat(answer.content())
                .containsExactly(
                        new ContentBlock.Text("Für alle 🎈"),
                        use("call_a", "grep", "{\"pattern\":\"ä\"}"),
                        use("call_b", "glob", "{}"));
        assertThat(answer.stop()).isEqualTo("tool_use");
        assertThat(answer.usage()).isEqualTo(new Usage(3, 4, 7, 0));
        assertThat(answer.model()).isEqualTo("m-1");
        assertThat(shown)
                .containsExactly(
                        new LlmEvent.AnswerStarted(),
                        new LlmEvent.TextDelta("Für "),
                        new LlmEvent.TextDelta("alle 🎈"));
    }

    @ParameterizedTest
    @CsvSource({"'\n', null", "'\r\n', null", "'\r', null", "'\n', '\"\"'"})
    void aStreamCutAtAnyByteGivesTheWholeMessageOrNothing(String lineEnd, String noReason) {
        var expected = read(WHOLE).content();
        var text =
                WHOLE.replace("\n", lineEnd)
                        .replace("\"finish_reason\":null", "\"finish_reason\":" + noReason);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int saidToBeWhole = utf8(text.substring(0, text.indexOf("\"tool_calls\"}]"))).limit();
        int whole = 0;
        for (int length = 0; length <= bytes.length; length++) {
            try {
                assertThat(read(ByteBuffer.wrap(bytes, 0, length)).content()).isEqualTo(expected);
                assertThat(length).isGreaterThan(saidToBeWhole);
                whole++;
            } catch (LlmException.Transient cut) {
                assertThat(length).isLessThan(bytes.length);
            }
        }
        assertThat(whole).isPositive();
    }

    @Test
    void aStreamThatComesByteByByteGivesTheSame() {
        var answer = stream();
        var whole = answer.feed(ByteBuffer.allocate(0));
        for (byte one : WHOLE.getBytes(StandardCharsets.UTF_8)) {
            whole = answer.feed(ByteBuffer.wrap(new byte[] {one}));
        }
        assertThat(whole).contains(read(WHOLE));
    }

    @Test
    void ollamaGivesEveryCallTheIndexZeroAndItsArgumentsAtOnce() {
        var stream =
                delta(call(0, "call_x", "grep", "{\\\"a\\\":1}"))
                        + delta(call(0, "call_y", "grep", "{\\\"a\\\":2}"))
                        + finish("stop")
                        + DONE;
        assertThat(read(stream).content())
                .containsExactly(
                        use("call_x", "grep", "{\"a\":1}"), use("call_y", "grep", "{\"a\":2}"));
        assertThat(read(stream).stop()).isEqualTo("tool_use");
    }

    @Test
    void callsWithoutIdsOrIndexesGetIdsOfOurOwn() {
        var nameless = "{\"tool_calls\":[{\"function\":{\"name\":\"%s\",\"arguments\":%s}}]}";
        var stream =
                delta(nameless.formatted("grep", "\"{}\""))
                        + delta(nameless.formatted("glob", "{\"p\":\"*\"}"))
                        + finish("tool_calls")
                        + DONE;
        var seed = HASH.hex().substring(0, 16);
        assertThat(read(stream).content())
                .containsExactly(
                        use("call_" + seed + "_1", "grep", "{}"),
                        use("call_" + seed + "_2", "glob", "{\"p\":\"*\"}"));
    }

    @Test
    void callsThatShareIndexAndLackIdsAreToldApartByTheirNames() {
        var stream =
                delta(call(0, "", "grep", "{\\\"a\\\":1}"))
                        + delta(call(0, "", "grep", "{\\\"a\\\":2}"))
                        + finish("tool_calls")
                        + DONE;
        assertThat(read(stream).content()).hasSize(2);
    }

    @Test
    void aNameThatIsRepeatedWithEachFragmentBeginsNoCall() {
        var stream =
                delta(call(0, "call_a", "grep", ""))
                        + delta(call(0, "", "grep", "{\\\"a\\\""))
                        + delta(call(0, "call_a", "grep", ":1}"))
                        + finish("tool_calls")
                        + DONE;
        assertThat(read(stream).content()).containsExactly(use("call_a", "grep", "{\"a\":1}"));
    }

    @Test
    void anIdThatTheConversationHasSeenIsReplaced() {
        var asked =
                new LlmMessage(
                        LlmMessage.Role.ASSISTANT,
                        List.of(new ContentBlock.ToolUse("call_0", "grep", JsonObject.EMPTY)));
        var request =
                Fixtures.request(
                        Fixtures.user("Hello"),
                        asked,
                        new LlmMessage(
                                LlmMessage.Role.USER,
                                List.of(new ContentBlock.ToolResult("call_0", List.of(), false))));
        var stream = delta(call(0, "call_0", "grep", "{}")) + finish("tool_calls") + DONE;
        var answer = read(utf8(stream), request);
        assertThat(((ContentBlock.ToolUse) answer.content().getFirst()).id())
                .startsWith("call_")
                .isNotEqualTo("call_0");
    }

    @ParameterizedTest
    @CsvSource({"reasoning_content", "reasoning"})
    void reasoningIsShownAndKeptUnderItsOwnName(String member) {
        var stream =
                delta("{\"%s\":\"Hm\",\"content\":null}".formatted(member))
                        + delta("{\"%s\":\"m\"}".formatted(member))
                        + delta("{\"content\":\"x\"}")
                        + finish("stop")
                        + DONE;
        assertThat(read(stream).content())
                .containsExactly(
                        new ContentBlock.Raw(
                                Json.parseObject(
                                        "{\"type\":\"chat_reasoning\",\"%s\":\"Hmm\"}"
                                                .formatted(member))),
                        new ContentBlock.Text("x"));
        assertThat(shown.subList(0, 3))
                .containsExactly(
                        new LlmEvent.AnswerStarted(),
                        new LlmEvent.ThinkingDelta("Hm"),
                        new LlmEvent.ThinkingDelta("m"));
    }

    @Test
    void reasoningThatIsSaidUnderBothNamesIsTakenOnce() {
        var stream =
                delta("{\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\"}")
                        + delta("{\"content\":\"x\"}")
                        + finish("stop")
                        + DONE;
        assertThat(read(stream).content().getFirst().toJson().toString()).containsOnlyOnce("Hm");
    }

    @ParameterizedTest
    @CsvSource({
        "stop, end_turn",
        "length, max_tokens",
        "content_filter, refusal",
        "tool_calls, end_turn",
        "resting, resting"
    })
    void whyItEndedIsTranslatedAndWhatIsNewIsKept(String finishReason, String stop) {
        assertThat(read(delta("{\"content\":\"x\"}") + finish(finishReason) + DONE).stop())
                .isEqualTo(stop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "abort", "insufficient_system_resource"})
    void aReasonThatStandsForAFailureIsOne(String finishReason) {
        assertTransient(
                delta("{\"content\":\"x\"}") + finish(finishReason) + DONE,
                "it broke the answer off (%s); nothing of it was used".formatted(finishReason));
    }

    @Test
    void anErrorInsideTheChoiceIsToldInItsWords() {
        var choice =
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\","
                        + "\"error\":{\"code\":%d,\"message\":\"the words\"}}]}\n\n";
        assertTransient(choice.formatted(502) + DONE, "502: the words");
        assertThatThrownBy(() -> read(choice.formatted(403)))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("403: the words");
    }

    @Test
    void anEmptyFinishReasonIsNone() {
        var unfinished = delta("{\"content\":\"x\"}") + finish("");
        assertTransient(unfinished, "cut short");
        assertThat(read(unfinished + DONE).stop()).isEqualTo("end_turn");
        assertThat(read(delta("{\"content\":\"x\"}") + finish("length") + finish("") + DONE).stop())
                .isEqualTo("max_tokens");
    }

    @Test
    void aRefusalIsOneWhateverTheFinishReasonSays() {
        var stream = delta("{\"refusal\":\"I will not.\"}") + finish("stop") + DONE;
        assertThat(read(stream).stop()).isEqualTo("refusal");
        assertThat(read(stream).content()).containsExactly(new ContentBlock.Text("I will not."));
    }

    @Test
    void withoutAFinishReasonDoneIsEnoughAndTheOtherWayRound() {
        assertThat(read(delta("{\"content\":\"x\"}") + DONE).stop()).isEqualTo("end_turn");
        assertThat(read(delta(call(0, "a", "grep", "{}")) + DONE).stop()).isEqualTo("tool_use");
        assertThat(read(delta("{\"content\":\"x\"}") + finish("stop")).stop())
                .isEqualTo("end_turn");
        assertTransient(delta("{\"content\":\"x\"}"), "cut short");
    }

    @Test
    void missingCountsAreEstimatedOnTheHighSide() {
        var usage = read(delta("{\"content\":\"x\"}") + finish("stop") + DONE).usage();
        assertThat(usage).isEqualTo(new Usage(334, 10, 0, 0)); // of 1000 and 30 bytes
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0"})
    void countsOfNothingAreMissingOnes(String counts) {
        var stream = delta("{\"content\":\"x\"}") + finish("stop");
        assertThat(read(stream + usage(counts) + DONE).usage()).isEqualTo(read(stream).usage());
        var counted = usage("\"prompt_tokens\":9,\"completion_tokens\":1");
        assertThat(read(stream + counted + usage(counts) + DONE).usage())
                .isEqualTo(new Usage(9, 1, 0, 0));
    }

    @Test
    void whatIsWrittenIsAllThatIsNotThePrompt() {
        var reasoningBeside =
                usage("\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":31");
        assertThat(read(delta("{\"content\":\"x\"}") + finish("stop") + reasoningBeside).usage())
                .isEqualTo(new Usage(9, 22, 0, 0));
    }

    @Test
    void countsMayComeWithAnyChunkAndTheLastHold() {
        var counted =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}],\"usage\":"
                        + "{\"prompt_tokens\":9,\"completion_tokens\":%d,\"prompt_tokens_details\":null}}\n\n";
        var stream = counted.formatted(1) + counted.formatted(2) + finish("stop") + DONE;
        assertThat(read(stream).usage()).isEqualTo(new Usage(9, 2, 0, 0));
        var cacheHits =
                usage(
                        "\"prompt_tokens\":9,\"completion_tokens\":1,"
                                + "\"prompt_cache_hit_tokens\":8");
        assertThat(read(delta("{\"content\":\"x\"}") + finish("stop") + cacheHits + DONE).usage())
                .isEqualTo(new Usage(1, 1, 8, 0));
    }

    @Test
    void aCallThatTheAnswersBoundCutIsLeftOutAndAHalfOneIsNeverGiven() {
        var half =
                delta("{\"content\":\"x\"}")
                        + delta(call(0, "a", "grep", "{}"))
                        + delta(call(1, "b", "grep", "{\\\"pat"));
        assertThat(read(half + finish("length") + DONE).content())
                .containsExactly(new ContentBlock.Text("x"), use("a", "grep", "{}"));
        assertTransient(half + finish("tool_calls") + DONE, "malformed");
        assertTransient(half + DONE, "malformed");
        assertTransient(half + finish("stop"), "malformed");
        assertTransient(delta(call(0, "a", "", "{}")) + DONE, "lacks its name");
        assertTransient(delta(call(0, "a", "grep", "[1]")) + DONE, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter", "model_context_window_exceeded"})
    void aCallThatWasCutBeforeItsFirstArgumentIsLeftOutToo(String finishReason) {
        var calls =
                delta("{\"content\":\"x\"}")
                        + delta(call(0, "a", "now", ""))
                        + delta(call(1, "b", "bash", ""));
        assertThat(read(calls + finish(finishReason) + DONE).content())
                .containsExactly(new ContentBlock.Text("x"), use("a", "now", "{}"));
        assertThat(read(calls + finish("tool_calls") + DONE).content())
                .as("whose model ended by itself")
                .containsExactly(
                        new ContentBlock.Text("x"), use("a", "now", "{}"), use("b", "bash", "{}"));
    }

    @Test
    void aRefusalInsideACallLeavesTheCallOut() {
        var half = delta(call(0, "a", "grep", "{\\\"pat")) + delta("{\"refusal\":\"No.\"}");
        assertThat(read(half + finish("stop") + DONE).content())
                .containsExactly(new ContentBlock.Text("No."));
        assertThat(read(half + finish("stop") + DONE).stop()).isEqualTo("refusal");
    }

    @Test
    void membersOfACallThatAreNotKnownAreKeptUnderOneName() {
        var signed =
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"none\":null,"
                        + "\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}},"
                        + "\"function\":{\"name\":\"grep\",\"arguments\":\"{}\"}}]}";
        assertThat(read(delta(signed) + finish("tool_calls") + DONE).content())
                .containsExactly(
                        new ContentBlock.ToolUse(
                                "a",
                                "grep",
                                JsonObject.EMPTY,
                                Json.parseObject(
                                        "{\"chat_call\":{\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}}")));
    }

    @Test
    void textMayComeInParts() {
        var stream =
                delta("{\"content\":[{\"type\":\"thinking\"},{\"type\":\"text\",\"text\":\"x\"}]}")
                        + finish("stop")
                        + DONE;
        assertThat(read(stream).content()).containsExactly(new ContentBlock.Text("x"));
    }

    @Test
    void otherChoicesAndCommentsAndPingsDoNotCount() {
        var stream =
                ": PROCESSING\n\n"
                        + "data: {\"choices\":[]}\n\n"
                        + "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"no\"}}],\"error\":null}\n\n"
                        + delta("{\"content\":\"yes\"}")
                        + finish("stop")
                        + DONE;
        assertThat(read(stream).content()).containsExactly(new ContentBlock.Text("yes"));
    }

    @Test
    void whatIsNoChatCompletionIsToldSo() {
        assertTransient("data: {\"type\":\"response.created\"}\n\n" + DONE, "no chat completion");
        assertTransient("data: nonsense\n\n", "not JSON");
        assertTransient("data: [1]\n\n", "not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request_error\"}}",
                "{\"error\":{\"message\":\"no such model\",\"code\":404}}",
                "{\"error\":{\"message\":\"no such model\",\"type\":\"insufficient_quota\"}}"
            })
    void anErrorThatAnotherAttemptWouldMeetAgainIsPermanent(String data) {
        assertThatThrownBy(() -> read("data: " + data + "\n\n"))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("no such model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"slots are full\",\"type\":\"server_error\"}}",
                "{\"error\":{\"message\":\"slots are full\",\"code\":503}}",
                "{\"error\":{\"message\":\"slots are full\",\"code\":429}}",
                "{\"error\":\"slots are full\"}"
            })
    void anyOtherErrorIsTransient(String data) {
        assertTransient(delta("{\"content\":\"x\"}") + "data: " + data + "\n\n", "slots are full");
    }

    private void assertTransient(String stream, String said) {
        assertThatThrownBy(() -> read(stream))
                .as(stream)
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining(said);
    }

    private Answer read(String stream) {
        return read(utf8(stream));
    }

    private Answer read(ByteBuffer bytes) {
        return read(bytes, hello());
    }

    private Answer read(ByteBuffer bytes, LlmRequest request) {
        shown.clear();
        var answer = stream(request);
        return answer.feed(bytes).orElseGet(answer::end);
    }

    private StreamedAnswer stream() {
        return stream(hello());
    }

    private StreamedAnswer stream(LlmRequest request) {
        var asked = new ChatAssembler.Asked("m-0", 1000, new ToolCallIds(request, HASH));
        return new StreamedAnswer(
                100_000,
                Fixtures.errors(),
                shown::add,
                taker -> new ChatAssembler(asked, Fixtures.errors(), taker));
    }

    private static ByteBuffer utf8(String text) {
        return Fixtures.utf8(text);
    }

    private static ContentBlock use(String id, String name, String input) {
        return new ContentBlock.ToolUse(id, name, Json.parseObject(input));
    }

    private static String delta(String delta) {
        return chunk("\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":null}]", delta);
    }

    private static String finish(String reason) {
        return chunk("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]", reason);
    }

    private static String usage(String counts) {
        return chunk("\"choices\":[],\"usage\":{%s}", counts);
    }

    private static String chunk(String form, String part) {
        return "data: {\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",%s}\n\n"
                .formatted(form.formatted(part));
    }

    private static String call(int index, String id, String name, String arguments) {
        return "{\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}]}"
                .formatted(index, id, name, arguments);
    }

    private static String more(int index, String arguments) {
        return "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}]}"
                .formatted(index, arguments);
    }
}
