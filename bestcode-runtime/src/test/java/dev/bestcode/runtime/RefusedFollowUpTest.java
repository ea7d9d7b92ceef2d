package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.message.Message;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// What a person says and is refused changes nothing of the run, and whoever said it hears why.
class RefusedFollowUpTest {
    @TempDir private Path folder;
    @TempDir private Path state;

    private final AtomicInteger said = new AtomicInteger();
    private final List<BestCodeEvent> ends = new CopyOnWriteArrayList<>();

    @Test
    void whoeverSaidItHearsWhyAndTheRunStaysAsItWas() throws Exception {
        try (var model = ScriptedModel.start(answer("done"));
                var os = system(model);
                var client = ControlClient.connect(state.resolve("k0")).orElseThrow()) {
            var _ =
                    os.watch(
                            event -> {
                                if (event instanceof BestCodeEvent.RunFinished) {
                                    ends.add(event);
                                }
                            });
            var run = os.submit(Task.of("coding", "x")).await().run();

            assertThatThrownBy(() -> os.followUp(run, "more"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("run %s was not told that: closed on Sundays".formatted(run));
            assertThatThrownBy(() -> client.followUp(run, "more"))
                    .hasMessageContaining("closed on Sundays");
            assertThatThrownBy(() -> client.followUp(run, ""))
                    .hasMessageContaining("say what run %s is to be told".formatted(run));

            assertThat(client.runs())
                    .singleElement()
                    .satisfies(summary -> assertThat(summary.state()).isEqualTo(RunState.DONE));
        }
        assertThat(ends).hasSize(1);
    }

    /// Takes a first word of the user, and no other.
    private BestCode system(ScriptedModel model) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .step(
                        message ->
                                message.sender().equals(Message.USER) && said.incrementAndGet() > 1
                                        ? Optional.of("closed on Sundays")
                                        : Optional.empty())
                .tools(NativeTools.in(Workspace.at(folder)))
                .stateIn(state)
                .build();
    }
}
