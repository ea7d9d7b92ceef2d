package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An agent does not hear of an end that the pipeline makes, and a follow-up is a task all the
/// same.
@Timeout(60)
class EndedByPipelineTest {
    @TempDir private Path folder;

    @Test
    void followUpToARunWhoseAgentHadFailedBeginsATask() throws Exception {
        try (var model = ScriptedModel.start(calls(tool("broken", "{}")), answer("here I am"));
                var os = system(model)) {
            var ended = os.submit(Task.of("coding", "look")).await();
            assertThat(ended.status()).isEqualTo(RunStatus.FAILED);

            var next = os.followUp(ended.run(), "where are you?").await();

            assertThat(next.text()).isEqualTo("here I am");
            assertThat(next.status()).isEqualTo(RunStatus.DONE);
            assertThat(Json.text(model.requests().getLast().body())).contains("where are you?");
        }
    }

    private BestCode system(ScriptedModel model) {
        return BestCode.builder()
                .organism(
                        Organism.named("o")
                                .profile(
                                        new ProfileSpec(
                                                "coding",
                                                List.of("coder", "broken"),
                                                Map.of(),
                                                List.of()))
                                .build())
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tool(new Broken())
                .stateIn(folder)
                .build();
    }

    /// Fails whoever wants to call it.
    private static final class Broken implements ToolPeer {
        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of("broken", "Breaks.", "{\"type\":\"object\"}");
        }

        @Override
        public Effect effect() {
            return Effect.PURE;
        }

        @Override
        public int atOnceMax() {
            throw new IllegalStateException("broken");
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            return ToolOutcome.succeeded("");
        }
    }
}
