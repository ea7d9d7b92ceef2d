package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.START;
import static dev.bestcode.llm.Fixtures.STOP;
import static dev.bestcode.llm.Fixtures.blockStart;
import static dev.bestcode.llm.Fixtures.blockStop;
import static dev.bestcode.llm.Fixtures.delta;
import static dev.bestcode.llm.Fixtures.end;
import static dev.bestcode.llm.Fixtures.event;
import static dev.bestcode.llm.Fixtures.textBlock;
import static dev.bestcode.llm.Fixtures.toolBlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class StreamedAnswerTest {
    private static final String WHOLE =
            START
                    + event("ping", "")
                    + textBlock(0, "Für ", "alle 🎈")
                    + toolBlock(1, "toolu_1", "", "{\"pattern\":", "\"a\"}")
                    + toolBlock(2, "toolu_2")
                    + end("tool_use")
                    + STOP;

    private final List<LlmEvent> shown = new ArrayList<>();

    @Test
    void textAndToolCallsArePutTogetherInOrder() {
        assertThat(read(WHOLE))
                .isEqualTo(
                        new Answer(
                                "m-1",
                                List.of(
                                        new ContentBlock.Text("Für alle 🎈"),
                                        new ContentBlock.ToolUse(
                                                "toolu_1",
                                                "grep",
                                                Json.parseObject("{\"pattern\":\"a\"}")),
                                        new ContentBlock.ToolUse(
                                                "toolu_2", "grep", JsonObject.EMPTY)),
                                "tool_use",
                                new Usage(7, 42, 3, 0)));
        assertThat(shown)
                .containsExactly(
                        new LlmEvent.AnswerStarted(),
                        new LlmEvent.TextDelta("Für "),
                        new LlmEvent.TextDelta("alle 🎈"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aStreamCutAtAnyByteIsNeverHalfUsed(String lineEnd) {
        var expected = read(WHOLE);
        byte[] bytes = WHOLE.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
        int enough = bytes.length - 2 * lineEnd.length(); // message_stop lacks its blank line alone
        for (int length = 0; length <= bytes.length; length++) {
            var cut = ByteBuffer.wrap(bytes, 0, length);
            if (length < enough) {
                assertThatThrownBy(() -> read(cut))
                        .as("cut at byte %d", length)
                        .isInstanceOf(LlmException.Transient.class)
                        .hasMessageContaining("cut short");
            } else {
                assertThat(read(cut)).as("cut at byte %d", length).isEqualTo(expected);
            }
        }
    }

    @Test
    void aStreamThatComesByteByByteGivesTheSame() {
        var answer = answer();
        Optional<Answer> whole = Optional.empty();
        for (byte one : WHOLE.getBytes(StandardCharsets.UTF_8)) {
            whole = answer.feed(ByteBuffer.wrap(new byte[] {one}));
        }
        assertThat(whole).contains(read(WHOLE));
    }

    @Test
    void thinkingKeepsItsSignatureAndEverythingElse() {
        var stream =
                START
                        + blockStart(
                                0,
                                "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\",\"new\":1}")
                        + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}")
                        + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"m\"}")
                        + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
                        + blockStop(0)
                        + end("end_turn")
                        + STOP;
        assertThat(read(stream).content())
                .containsExactly(
                        raw(
                                "{\"type\":\"thinking\",\"thinking\":\"Hmm\",\"signature\":\"c2ln\","
                                        + "\"new\":1}"));
        assertThat(shown)
                .containsExactly(
                        new LlmEvent.AnswerStarted(),
                        new LlmEvent.ThinkingDelta("Hm"),
                        new LlmEvent.ThinkingDelta("m"));
    }

    @Test
    void blocksAndDeltasOfUnknownKindsAreKept() {
        var stream =
                START
                        + blockStart(0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"input\":{}}")
                        + delta(
                                0,
                                "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":1}\"}")
                        + blockStop(0)
                        + blockStart(1, "{\"type\":\"future\",\"content\":\"a\"}")
                        + delta(1, "{\"type\":\"future_delta\",\"content\":\"b\",\"n\":2}")
                        + blockStop(1)
                        + blockStart(2, "{\"type\":\"text\",\"text\":\"x\"}")
                        + delta(2, "{\"type\":\"citations_delta\",\"citation\":{\"page\":3}}")
                        + blockStop(2)
                        + event("future_event", ",\"index\":77")
                        + end("end_turn")
                        + STOP;
        assertThat(read(stream).content())
                .containsExactly(
                        raw("{\"type\":\"server_tool_use\",\"id\":\"s\",\"input\":{\"q\":1}}"),
                        raw("{\"type\":\"future\",\"content\":\"ab\",\"n\":2}"),
                        raw("{\"type\":\"text\",\"text\":\"x\",\"citations\":[{\"page\":3}]}"));
    }

    @Test
    void blankTextIsLeftOutBecauseNoProviderTakesItBack() {
        var stream =
                START + textBlock(0) + textBlock(1, "  ") + textBlock(2, "x") + end("end_turn");
        assertThat(read(stream + STOP).content()).containsExactly(new ContentBlock.Text("x"));
    }

    @Test
    void toolCallCutByTheAnswersOwnBoundIsLeftOut() {
        var stream =
                START + textBlock(0, "x") + toolBlock(1, "t", "{\"pat") + end("max_tokens") + STOP;
        assertThat(read(stream).content()).containsExactly(new ContentBlock.Text("x"));
        assertThat(read(stream).stop()).isEqualTo("max_tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "refusal", "model_context_window_exceeded"})
    void aCallThatWasStoppedInsideOrBeforeItsArgumentsIsLeftOut(String stop) {
        for (var half : List.of(toolBlock(2, "b", "{\"pat"), toolBlock(2, "b"))) {
            var answer =
                    read(START + textBlock(0, "x") + toolBlock(1, "a") + half + end(stop) + STOP);
            assertThat(answer.stop()).isEqualTo(stop);
            assertThat(answer.content())
                    .containsExactly(
                            new ContentBlock.Text("x"),
                            new ContentBlock.ToolUse("a", "grep", JsonObject.EMPTY));
        }
    }

    @Test
    void aWholeCallBeforeTheBoundIsKept() {
        var given =
                blockStart(
                                0,
                                "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"grep\",\"input\":{\"n\":1}}")
                        + blockStop(0);
        var calls = given + toolBlock(1, "b", "{}");
        assertThat(read(START + given + end("max_tokens") + STOP).content()).hasSize(1);
        assertThat(read(START + calls + end("max_tokens") + STOP).content()).hasSize(2);
        assertThat(
                        read(START
                                        + toolBlock(0, "a")
                                        + textBlock(1, "x")
                                        + end("max_tokens")
                                        + STOP)
                                .content())
                .as("text after it says that it was whole")
                .hasSize(2);
    }

    @Test
    void malformedArgumentsOfAToolAreTransient() {
        assertMalformed(START + toolBlock(0, "t", "{\"pat") + end("tool_use") + STOP);
        assertMalformed(START + toolBlock(0, "t", "[1]") + end("tool_use") + STOP);
    }

    @Test
    void eventsThatDoNotFitTogetherAreTransient() {
        assertMalformed(STOP);
        assertMalformed(START + STOP);
        assertMalformed(
                START + blockStart(0, "{\"type\":\"text\",\"text\":\"\"}") + end("x") + STOP);
        assertMalformed(START + blockStop(0));
        assertMalformed(START + textBlock(0, "x") + textBlock(0, "x"));
        assertMalformed(START + textBlock(0, "x") + START);
        assertMalformed(textBlock(0, "x"));
        assertMalformed(
                START + textBlock(0, "x") + delta(0, "{\"type\":\"text_delta\",\"text\":\"y\"}"));
        assertMalformed(START + toolBlock(0, "t") + toolBlock(1, "t") + end("tool_use") + STOP);
        assertMalformed(START + toolBlock(0, "") + end("tool_use") + STOP);
        assertMalformed("data: [1]\n\n");
        assertMalformed("data: {\n\n");
    }

    @Test
    void bytesThatAreNotUtf8AreMalformedAndNotReplaced() {
        byte[] bytes = (START + textBlock(0, "x?y")).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xFF : bytes[i];
        }
        assertThatThrownBy(() -> read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("malformed");
    }

    @Test
    void startSaidTwiceBeforeAnyBlockIsHarmless() {
        assertThat(read(START + START + textBlock(0, "x") + end("end_turn") + STOP).content())
                .hasSize(1);
    }

    @Test
    void errorEventIsTransientOrPermanentByItsType() {
        var overloaded =
                event("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}");
        assertThatThrownBy(() -> read(START + overloaded))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("overloaded_error: busy");
        var invalid = event("error", ",\"error\":{\"type\":\"invalid_request_error\"}");
        assertThatThrownBy(() -> read(START + invalid)).isInstanceOf(LlmException.Permanent.class);
    }

    @Test
    void whatAListenerThrowsIsNotTheStreamsFault() {
        var answer =
                new StreamedAnswer(
                        1000,
                        Fixtures.errors(),
                        _ -> {
                            throw new IllegalArgumentException("a mistake of the listener");
                        },
                        MessageAssembler::new);
        assertThatThrownBy(() -> answer.feed(Fixtures.utf8(WHOLE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertMalformed(String stream) {
        assertThatThrownBy(() -> answer().feed(Fixtures.utf8(stream)))
                .as(stream)
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("malformed");
    }

    private Answer read(String stream) {
        return read(Fixtures.utf8(stream));
    }

    private Answer read(ByteBuffer bytes) {
        shown.clear();
        var answer = answer();
        return answer.feed(bytes).orElseGet(answer::end);
    }

    private StreamedAnswer answer() {
        return new StreamedAnswer(100_000, Fixtures.errors(), shown::add, MessageAssembler::new);
    }

    private static ContentBlock raw(String json) {
        return new ContentBlock.Raw(Json.parseObject(json));
    }
}
