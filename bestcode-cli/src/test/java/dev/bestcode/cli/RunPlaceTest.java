package dev.bestcode.cli;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Approver;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class RunPlaceTest {
    @TempDir private Path folder;
    private Path state = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        state = folder.resolve("state");
        Files.createDirectory(folder.resolve("work"));
    }

    @Test
    void aRunIsFoundBesideAKernelThatIsDamaged() throws Exception {
        var lost = ran("k0");
        var kept = ran("k1");
        damage(state.resolve("k0"));

        assertThat(RunPlace.in(state).of(kept).name()).isEqualTo("k1");
        boolean read = files(kept).read((found, _) -> found.runs().get(kept).isPresent());
        assertThat(read).isTrue();
        assertThatThrownBy(() -> RunPlace.in(state).of(lost))
                .isInstanceOf(KernelDamagedException.class);
        assertThatThrownBy(() -> files(lost).read((_, _) -> true))
                .isInstanceOf(KernelDamagedException.class);
        assertThatThrownBy(() -> RunPlace.in(state).newestInterrupted())
                .as("it may have been the only one")
                .isInstanceOf(KernelDamagedException.class);
    }

    @Test
    void aRunThatALivingProcessAsksAPersonAboutWasNotInterrupted() throws Exception {
        var asked = new CompletableFuture<BestCodeEvent.ApprovalAsked>();
        try (var model =
                        ScriptedModel.start(
                                calls(tool("file-write", "{\"path\":\"a\",\"content\":\"x\"}")),
                                answer("done"));
                var os =
                        system(model, "k0")
                                .approver(Approver.elsewhere())
                                .events(
                                        event -> {
                                            if (event instanceof BestCodeEvent.ApprovalAsked it) {
                                                asked.complete(it);
                                            }
                                        })
                                .build()) {
            var run = os.submit(Task.of("coding", "write"));
            var question = asked.get().question();

            assertThatThrownBy(() -> RunPlace.in(state).newestInterrupted())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was interrupted");

            os.approve(question, ApprovalAnswer.deny("test", "no"));
            run.await();
        }
    }

    private RunFiles files(RunId run) throws IOException {
        var options = new StateOptions();
        options.dataDir = state;
        return RunFiles.of(run, options);
    }

    private RunId ran(String kernel) throws Exception {
        try (var model = ScriptedModel.start(answer("done"));
                var os = system(model, kernel).build()) {
            var run = os.submit(Task.of("coding", "say it"));
            run.await();
            return run.id();
        }
    }

    private BestCodeBuilder system(ScriptedModel model, String kernel) throws IOException {
        return BestCode.builder()
                .organism(
                        Organism.named("o")
                                .profile(
                                        new ProfileSpec(
                                                "coding",
                                                List.of("coder", "file-write"),
                                                Map.of(),
                                                List.of()))
                                .build())
                .tools(NativeTools.in(Workspace.at(folder.resolve("work"))))
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .stateAt(state.resolve(kernel));
    }

    private static void damage(Path kernel) throws IOException {
        var log = kernel.resolve("log/1.log");
        var bytes = Files.readAllBytes(log);
        bytes[140] ^= 1;
        Files.write(log, bytes);
    }
}
