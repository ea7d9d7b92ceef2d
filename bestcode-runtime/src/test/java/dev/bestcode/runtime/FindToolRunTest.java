package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.llm.RetryPolicy;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An agent that finds a user's tools by what they do and calls them, through the whole system.
class FindToolRunTest {
    private static final String TICKET = "{\"key\":\"A-1\"}";

    private final List<String> called = Collections.synchronizedList(new ArrayList<>());

    @TempDir private Path folder;

    @Test
    void aUsersToolIsFoundByWhatItDoesAndCalledAndTheToolListStaysAsItWas() throws Exception {
        var steps =
                new Step[] {
                    calls(tool("find-tool", "{\"need\":\"close an issue in the tracker\"}")),
                    calls(tool("find-tool", carried("tickets", TICKET))),
                    answer("closed")
                };
        try (var model = ScriptedModel.start(steps);
                var os = system(model, Map.of("tickets", Permission.AUTO))) {
            var result = os.submit(Task.of("coding", "close it")).await();

            assertThat(result.status()).isEqualTo(RunStatus.DONE);
            assertThat(called).containsExactly("tickets " + TICKET);
            assertThat(bodies(model).get(1))
                    .contains("tickets", "input_schema")
                    .doesNotContain("rockets");
            assertThat(bodies(model).get(2)).contains("tickets did it");
            assertThat(model.requests())
                    .extracting(request -> toolNames(request.body()))
                    .containsOnly(List.of("file-read", "find-tool", "recall"));
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatTheProfileLacksIsNeitherNamedNorCalled() throws Exception {
        var steps =
                new Step[] {
                    calls(tool("find-tool", "{\"need\":\"launch a rocket into space\"}")),
                    calls(tool("find-tool", carried("rockets", TICKET))),
                    calls(tool("find-tool", "{\"need\":\"launch rocket 'A-1'\",\"run\":true}")),
                    answer("no rockets here")
                };
        try (var model = ScriptedModel.start(steps);
                var os = system(model, Map.of("tickets", Permission.AUTO))) {
            os.submit(Task.of("coding", "lift off")).await();

            assertThat(called).isEmpty();
            for (var body : bodies(model).subList(1, 4)) {
                assertThat(body).contains("no matching capability in your profile");
            }
        }
    }

    @Test
    void aCarriedCallPassesTheSamePermissionsAsAnyOther() throws Exception {
        var steps =
                new Step[] {
                    calls(tool("find-tool", carried("tickets", TICKET))),
                    calls(tool("find-tool", carried("tickets", "{\"key\":7}"))),
                    answer("not allowed")
                };
        try (var model = ScriptedModel.start(steps);
                var os = system(model, Map.of("tickets", Permission.DENY))) {
            os.submit(Task.of("coding", "close it")).await();

            assertThat(called).isEmpty();
            assertThat(bodies(model).get(1)).contains("denies tickets");
            assertThat(bodies(model).get(2)).contains("not a valid TicketsRequest");
        }
    }

    @Test
    void whatWasAskedInAnEarlierProcessIsRememberedFromTheJournal() throws Exception {
        var need = "{\"need\":\"frobnicate the quux\"}";
        try (var model =
                        ScriptedModel.start(
                                calls(tool("find-tool", need)),
                                calls(
                                        tool(
                                                "find-tool",
                                                "{\"need\":\"frobnicate that quux\",\"tool\":\"tickets\",\"arguments\":"
                                                        + TICKET
                                                        + "}")),
                                answer("done"));
                var os = system(model, Map.of("tickets", Permission.AUTO))) {
            os.submit(Task.of("coding", "do it")).await();
            assertThat(bodies(model).get(1)).contains("no matching capability");
        }
        try (var model = ScriptedModel.start(calls(tool("find-tool", need)), answer("found"));
                var os = system(model, Map.of("tickets", Permission.AUTO))) {
            os.submit(Task.of("coding", "again")).await();
            assertThat(bodies(model).get(1)).contains("tickets", "input_schema");
        }
    }

    @Test
    void withoutItInTheProfileEveryToolIsShownAsBefore() throws Exception {
        try (var model = ScriptedModel.start(answer("hello"));
                var os =
                        builder(model)
                                .organism(
                                        organism(
                                                List.of("coder", "file-read", "tickets"), Map.of()))
                                .build()) {
            os.submit(Task.of("coding", "hi")).await();
            assertThat(toolNames(model.requests().getFirst().body()))
                    .containsExactly("file-read", "tickets", "recall");
        }
    }

    @Test
    void aPauseThatTheSmallModelIsAskedForIsOneOfItsWholeProvider() throws Exception {
        var run = "{\"need\":\"close an issue in the tracker\",\"run\":true}";
        SmallTalk limited =
                _ -> {
                    throw new LlmException.Transient(
                            "slow down", Optional.of(Duration.ofSeconds(100)));
                };
        try (var model = ScriptedModel.start(calls(tool("find-tool", run)))) {
            var large =
                    AnthropicClient.builder()
                            .apiKey("key")
                            .baseUrl(model.baseUrl())
                            .httpClient(HttpClient.newHttpClient())
                            .build();
            try (var os =
                    builder(model)
                            .organism(
                                    organism(
                                            List.of("coder", "file-read", "find-tool", "tickets"),
                                            Map.of("tickets", Permission.AUTO)))
                            .llm(limited.beside(large))
                            .smallModel(SmallTalk.NAME)
                            .modelRetries(RetryPolicy.ofRetries(0))
                            .build()) {
                var result = os.submit(Task.of("coding", "close it")).await();

                assertThat(result.text()).contains("asked all callers to wait");
                assertThat(model.requests()).hasSize(1);
            }
        }
    }

    @Test
    void theRoutersNameIsNoToolsName() {
        assertThatThrownBy(
                        () ->
                                BestCode.builder()
                                        .tool(peer("find-tool", "Finds"))
                                        .stateIn(folder)
                                        .build())
                .isInstanceOf(WiringException.class)
                .hasMessageContaining("the router's");
    }

    private static String carried(String tool, String arguments) {
        return "{\"need\":\"close it\",\"tool\":\"%s\",\"arguments\":%s}"
                .formatted(tool, arguments);
    }

    private BestCode system(ScriptedModel model, Map<String, Permission> permissions)
            throws Exception {
        return builder(model)
                .organism(
                        organism(
                                List.of("coder", "file-read", "find-tool", "tickets"), permissions))
                .build();
    }

    private BestCodeBuilder builder(ScriptedModel model) throws Exception {
        var workspace = Files.createDirectories(folder.resolve("workspace"));
        return BestCode.builder()
                .storage(FileStorage.at(folder.resolve("kernel")))
                .llm(AnthropicClient.builder().apiKey("key").baseUrl(model.baseUrl()).build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .tool(peer("tickets", "Closes an issue in the tracker"))
                .tool(peer("rockets", "Launches a rocket into space"));
    }

    private static Organism organism(List<String> listeners, Map<String, Permission> permissions) {
        return Organism.named("o")
                .profile(new ProfileSpec("coding", listeners, permissions, List.of()))
                .build();
    }

    private ToolPeer peer(String name, String description) {
        return new ToolPeer() {
            @Override
            public ToolDescriptor descriptor() {
                return ToolDescriptor.of(
                        name,
                        description,
                        "{\"type\":\"object\",\"required\":[\"key\"],\"properties\":{\"key\":{\"type\":\"string\"}}}");
            }

            @Override
            public ToolOutcome call(ToolCall call) {
                called.add(name + " " + Json.text(call.arguments()));
                return ToolOutcome.succeeded(name + " did it");
            }
        };
    }

    /// What each request told of tool results, as text.
    private static List<String> bodies(ScriptedModel model) {
        return model.requests().stream()
                .map(
                        request ->
                                Json.text(
                                        request.body().requireArray("messages").values().getLast()))
                .toList();
    }

    private static List<String> toolNames(JsonObject request) {
        return request.requireArray("tools").values().stream()
                .map(tool -> ((JsonObject) tool).requireString("name"))
                .toList();
    }
}
