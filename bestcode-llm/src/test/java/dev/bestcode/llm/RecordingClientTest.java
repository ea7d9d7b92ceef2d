package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.request;
import static dev.bestcode.llm.Fixtures.user;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.think;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class RecordingClientTest {
    private static final LlmClient NOBODY =
            (_, _) -> {
                throw new AssertionError("nobody is asked");
            };

    @TempDir private Path folder;

    @Test
    void whatWasRecordedPlaysInAnotherPlaceOnAnotherDay() throws Exception {
        var file = folder.resolve("run.cassette");
        LlmReply first;
        LlmReply second;
        try (var model =
                ScriptedModel.start(
                        think("Hm").say("ü").callTool("grep", "{\"n\":1.50}"),
                        answer("done").stopping("resting"))) {
            var client = recording(file, model, "/home/a/project");
            first = ask(client, "In /home/a/project, at 12:34:56");
            second = ask(client, "Go on");
        }

        var replay = ReplayClient.of(Cassette.parse(Files.readAllBytes(file)), "/tmp/other");
        var played = replay.stream(request(user("In /tmp/other, at 07:08:09")), _ -> {});
        assertThat(played.content()).isEqualTo(first.content());
        assertThat(played.usage()).isEqualTo(first.usage());
        assertThat(replay.stream(request(user("Go on")), _ -> {}).stop())
                .isEqualTo(second.stop())
                .isEqualTo("resting");
    }

    @Test
    void aRequestThatWasNotRecordedFailsLoudly() throws Exception {
        var file = folder.resolve("run.cassette");
        try (var model = ScriptedModel.start(answer("a"))) {
            ask(recording(file, model, ""), "Asked");
        }
        var replay = ReplayClient.of(Cassette.parse(Files.readAllBytes(file)), "");
        assertThatThrownBy(() -> replay.stream(request(user("Not asked")), _ -> {}))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("record it again");
    }

    @Test
    void theFileIsAWholeCassetteAfterEachAnswerAndBeforeTheFirst() throws Exception {
        var file = folder.resolve("run.cassette");
        try (var model = ScriptedModel.builder().otherwise(answer("x")).start()) {
            var client = recording(file, model, "");
            for (int entries = 0; entries < 4; entries++) {
                assertThat(Cassette.parse(Files.readAllBytes(file)).entries()).hasSize(entries);
                ask(client, "Hello");
            }
        }
    }

    @Test
    void neitherKeyNorRequestIsInTheFile() throws Exception {
        var file = folder.resolve("run.cassette");
        try (var model = ScriptedModel.builder().script(answer("a")).requireKey(KEY).start()) {
            ask(recording(file, model, ""), "The key is " + KEY);
        }
        assertThat(Files.readString(file)).doesNotContain(KEY).doesNotContain("The key is");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFailureIsNotRecorded() throws Exception {
        var file = folder.resolve("run.cassette");
        try (var model = ScriptedModel.start(fault(status(500)), answer("a"))) {
            var client = recording(file, model, "");
            assertThatThrownBy(() -> ask(client, "x")).isInstanceOf(LlmException.Transient.class);
            ask(client, "x");
        }
        assertThat(Cassette.parse(Files.readAllBytes(file)).entries()).hasSize(1);
    }

    @Test
    void anOlderRecordingIsNeverWrittenOver() throws IOException {
        var file = Files.writeString(folder.resolve("old"), "precious");
        assertThatThrownBy(() -> RecordingClient.into(file, NOBODY, "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is there already");
        assertThat(Files.readString(file)).isEqualTo("precious");
    }

    @Test
    void aWrongPatternIsRefusedBeforeAnythingIsMade() {
        for (var pattern : List.of("(", "a*", "x".repeat(2000))) {
            var file = folder.resolve("never");
            assertThatThrownBy(() -> RecordingClient.into(file, NOBODY, "", List.of(pattern)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("volatile pattern");
            assertThat(file).doesNotExist();
        }
    }

    private static RecordingClient recording(Path file, ScriptedModel model, String root) {
        return RecordingClient.into(
                file,
                Fixtures.anthropic(model.baseUrl()).build(),
                root,
                List.of("\\d\\d:\\d\\d:\\d\\d"));
    }

    private static LlmReply ask(RecordingClient client, String text) throws InterruptedException {
        return client.stream(request(user(text)), _ -> {});
    }
}
