package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Source;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class StepTest {
    private static final Source SECRET = Source.file("secret.txt");

    @TempDir private Path folder;

    @Test
    void embeddersStepKeepsWhatWasReadFromOneFileOutOfAnyOther() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "hunter2");
        try (var model =
                        ScriptedModel.start(
                                calls(write("before.txt")),
                                calls(tool("file-read", "{\"path\":\"secret.txt\"}")),
                                calls(write("after.txt")),
                                answer("It was not allowed."));
                var os = system(model)) {
            var run = os.submit(Task.of("coding", "copy the secret"));

            assertThat(run.await().text()).isEqualTo("It was not allowed.");
            assertThat(folder.resolve("before.txt")).exists();
            assertThat(folder.resolve("after.txt")).doesNotExist();
            assertThat(Json.text(model.requests().getLast().body())).contains("the secret stays");
            var thread = os.state().threads().ofRun(run.id()).orElseThrow();
            assertThat(os.state().handlerState(thread.id(), Message.SYSTEM).map(Bytes::utf8))
                    .hasValueSatisfying(kept -> assertThat(kept).contains(SECRET.toString()));
        }
    }

    private BestCode system(ScriptedModel model) {
        return BestCode.builder()
                .storage(FileStorage.inMemory())
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(folder)))
                .approveAll(true)
                .step(
                        message ->
                                message.listener().equals("file-write")
                                                && message.provenance().has(SECRET)
                                        ? Optional.of("the secret stays where it is")
                                        : Optional.empty())
                .build();
    }

    private static Step.ToolCall write(String path) {
        return tool("file-write", "{\"path\":\"%s\",\"content\":\"x\"}".formatted(path));
    }
}
