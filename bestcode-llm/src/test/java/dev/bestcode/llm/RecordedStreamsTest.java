package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.LlmException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Streams that a real provider sent, with the message that each one stands for.
class RecordedStreamsTest {
    private static final Path DATA =
            Path.of(System.getProperty("bestcode.data", "absent"), "llm-protocol");

    /// A stream up to here is cut at every byte, a longer one at every so many-th: the work grows
    /// with the square.
    private static final int EXHAUSTIVE_BYTES_MAX = 8_000;

    private static final int LARGE_STEP = 97;

    /// Ways to write the same events.
    private enum Form {
        LF,
        CR_LF,
        CR,
        MARKED,
        COMMENTED;

        String of(String stream) {
            return switch (this) {
                case LF -> stream;
                case CR_LF -> stream.replace("\n", "\r\n");
                case CR -> stream.replace("\n", "\r");
                case MARKED -> "\uFEFF" + stream;
                case COMMENTED -> stream.replace("data:", ": a comment\ndata:");
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRecordingGivesItsMessageInEveryForm() throws IOException {
        return recordings().stream()
                .flatMap(
                        recording ->
                                Stream.of(Form.values())
                                        .map(
                                                form ->
                                                        DynamicTest.dynamicTest(
                                                                recording.file + " " + form,
                                                                () ->
                                                                        assertThat(
                                                                                        recording
                                                                                                .read(
                                                                                                        form))
                                                                                .satisfies(
                                                                                        recording
                                                                                                ::isExpected))));
    }

    /// The message, once the stream is whole but for the end of its last line; before that nothing.
    @ParameterizedTest
    @EnumSource
    void aRecordingCutAtAnyByteGivesItsMessageOrNothing(Form form) throws IOException {
        int cuts = 0;
        for (var recording : recordings()) {
            byte[] bytes = form.of(recording.stream).getBytes(StandardCharsets.UTF_8);
            int enough =
                    form.of(recording.stream)
                            .stripTrailing()
                            .getBytes(StandardCharsets.UTF_8)
                            .length;
            boolean all = Boolean.getBoolean("bestcode.long") || enough < EXHAUSTIVE_BYTES_MAX;
            for (int length = 0; length < enough; length += all ? 1 : LARGE_STEP) {
                var cut = ByteBuffer.wrap(bytes, 0, length);
                assertThatThrownBy(() -> read(cut))
                        .as("%s cut at byte %d", recording.file, length)
                        .isInstanceOf(LlmException.Transient.class);
                cuts++;
            }
            for (int length = enough; length <= bytes.length; length++) {
                recording.isExpected(read(ByteBuffer.wrap(bytes, 0, length)));
                cuts++;
            }
        }
        System.out.printf("%s: %,d cuts%n", form, cuts);
        assertThat(cuts).isGreaterThan(10_000);
    }

    /// Streams of a third dialect, which a client of chat completions may meet behind a gateway.
    @Test
    void aStreamOfAnotherDialectGivesNothing() throws IOException {
        recordings(); // skips when the data is absent
        try (var files = Files.list(DATA.resolve("recorded-chunks"))) {
            var foreign =
                    files.filter(file -> file.getFileName().toString().startsWith("openai-"))
                            .toList();
            assertThat(foreign).isNotEmpty();
            for (var file : foreign) {
                var stream = asEvents(Files.readString(file)) + "data: [DONE]\n\n";
                assertThatThrownBy(() -> readChat(Fixtures.utf8(stream)))
                        .as(file.toString())
                        .isInstanceOf(LlmException.class);
            }
        }
    }

    private static Answer readChat(ByteBuffer bytes) {
        var ids = new ToolCallIds(Fixtures.hello(), Sha256.of(new byte[0]));
        var asked = new ChatAssembler.Asked("m", 1, ids);
        var answer =
                new StreamedAnswer(
                        SseDecoder.EVENT_BYTES_MAX,
                        Fixtures.errors(),
                        _ -> {},
                        taker -> new ChatAssembler(asked, Fixtures.errors(), taker));
        return answer.feed(bytes).orElseGet(answer::end);
    }

    @Test
    void recordingsComeThroughASocketToo() throws IOException, InterruptedException {
        for (var recording : recordings()) {
            var body = Form.CR_LF.of(recording.stream).getBytes(StandardCharsets.UTF_8);
            try (var server = OneAnswerServer.with("text/event-stream", body, body.length)) {
                var reply = server.client().stream(Fixtures.hello(), _ -> {});
                recording.isExpected(
                        new Answer(reply.model(), reply.content(), reply.stop(), reply.usage()));
            }
        }
    }

    private record Recording(String file, String stream, JsonObject expected) {
        Answer read(Form form) {
            return RecordedStreamsTest.read(Fixtures.utf8(form.of(stream)));
        }

        void isExpected(Answer answer) {
            assertThat(answer.stop()).isEqualTo(expected.requireString("stop_reason"));
            assertThat(answer.usage().output()).isEqualTo(expected.requireLong("output_tokens"));
            var blocks = expected.requireArray("blocks").values();
            assertThat(answer.content()).hasSameSizeAs(blocks);
            for (int i = 0; i < blocks.size(); i++) {
                assertThat(answer.content().get(i).toJson().members())
                        .containsAllEntriesOf(((JsonObject) blocks.get(i)).members());
            }
        }
    }

    private static Answer read(ByteBuffer bytes) {
        var answer =
                new StreamedAnswer(
                        SseDecoder.EVENT_BYTES_MAX,
                        Fixtures.errors(),
                        _ -> {},
                        MessageAssembler::new);
        return answer.feed(bytes).orElseGet(answer::end);
    }

    private static List<Recording> recordings() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "no recorded streams: bestcode.data is absent");
        try (var lines = Files.lines(DATA.resolve("expected-anthropic.jsonl"))) {
            return lines.map(Json::parseObject).map(RecordedStreamsTest::recording).toList();
        }
    }

    private static Recording recording(JsonObject row) {
        var file = row.requireString("file");
        try {
            var text = Files.readString(DATA.resolve(file));
            var stream = file.endsWith(".jsonl") ? asEvents(text) : text;
            return new Recording(file, stream, row.requireObject("expected"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String asEvents(String lines) {
        return lines.lines().map(event -> "data: " + event + "\n\n").collect(Collectors.joining());
    }
}
