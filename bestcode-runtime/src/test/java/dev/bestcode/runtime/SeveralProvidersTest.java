package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.llm.ModelRouter;
import dev.bestcode.llm.OpenAiClient;
import dev.bestcode.ports.EgressEvent;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

class SeveralProvidersTest {
    @TempDir private Path folder;

    @Test
    void agentsOfOneOrganismThinkAtTheProviderOfTheirModelOnWaysOutOfTheirOwn() throws Exception {
        var events = new CopyOnWriteArrayList<EgressEvent>();
        var looking = calls(tool("glob", "{\"pattern\":\"*\"}"));
        try (var claude = ScriptedModel.start(looking, answer("by claude"));
                var local = ScriptedModel.start(looking, answer("by the local one"));
                var os =
                        BestCode.builder()
                                .organism(organism())
                                .llm(router(claude, local))
                                .tools(NativeTools.in(Workspace.at(folder)))
                                .storage(FileStorage.inMemory())
                                .egress(events::add)
                                .build()) {
            assertThat(answerOf(os, "far")).isEqualTo("by claude");
            assertThat(answerOf(os, "near")).isEqualTo("by the local one");
            assertThat(claude.violations()).isEmpty();
            assertThat(local.violations()).isEmpty();
            assertThat(local.requests().getFirst().path()).isEqualTo("/v1/chat/completions");
            assertThat(events)
                    .filteredOn(EgressEvent.Opened.class::isInstance)
                    .extracting(event -> ((EgressEvent.Opened) event).port())
                    .contains(port(claude), port(local));
        }
    }

    @Test
    void aShortNameOfAProviderThatIsNotThereIsTold() {
        var ollama = OpenAiClient.builder().baseUrl("http://127.0.0.1:1/v1").build();
        var router = ModelRouter.builder().provider("ollama", ollama).build();
        var builder =
                BestCode.builder()
                        .llm(router)
                        .tools(NativeTools.in(Workspace.at(folder)))
                        .storage(FileStorage.inMemory());
        assertThatThrownBy(builder::build)
                .isInstanceOf(WiringException.class)
                .hasMessageContaining("model 'sonnet' is Anthropic's");
        builder.model("ollama/qwen3:8b").build().close();
    }

    private static String answerOf(BestCode os, String profile) throws InterruptedException {
        return os.submit(Task.of(profile, "x").withListener(profile + "-coder")).await().text();
    }

    private static ModelRouter router(ScriptedModel claude, ScriptedModel local) {
        return ModelRouter.builder()
                .provider(
                        "anthropic",
                        AnthropicClient.builder().baseUrl(claude.baseUrl()).apiKey("k").build())
                .provider("ollama", OpenAiClient.builder().baseUrl(local.chatBaseUrl()).build())
                .build();
    }

    private static int port(ScriptedModel model) {
        return URI.create(model.baseUrl()).getPort();
    }

    private static Organism organism() {
        return Organism.named("two")
                .prompt("look", "Look.")
                .listener(agent("far-coder", "sonnet"))
                .listener(agent("near-coder", "ollama/qwen3:8b"))
                .profile(profile("far", "far-coder"))
                .profile(profile("near", "near-coder"))
                .build();
    }

    private static ListenerSpec agent(String name, String model) {
        return new ListenerSpec(
                name,
                "agent.AgentTask",
                HandlerNames.AGENT,
                "Looks",
                Optional.of(new AgentSpec("look", model, 100, 5)),
                List.of("glob"));
    }

    private static ProfileSpec profile(String name, String agent) {
        return new ProfileSpec(name, List.of(agent, "glob"), Map.of(), List.of());
    }
}
