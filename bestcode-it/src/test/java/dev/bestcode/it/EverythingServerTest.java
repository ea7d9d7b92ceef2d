package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolPins;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.mcp.McpServers;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step.ToolCall;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The protocol's own server of examples, from npm, in the sandbox and driven by an agent: every
/// tool that it offers a client which does no more than this one, every resource and every prompt.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EverythingServerTest {
    private static final String PACKAGE = "@modelcontextprotocol/server-everything";
    private static final String VERSION = "2026.8.31";

    /// What each tool is called with, and a word of what it answers.
    private record Call(String tool, String arguments, String answer) {}

    private static final List<Call> CALLS =
            List.of(
                    new Call("echo", "{\"message\":\"hallo\"}", "Echo: hallo"),
                    new Call("get-sum", "{\"a\":2,\"b\":40}", "42"),
                    new Call("get-tiny-image", "{}", "image/png"),
                    new Call("get-env", "{}", "PATH"),
                    new Call(
                            "get-annotated-message",
                            "{\"messageType\":\"error\",\"includeImage\":true}",
                            "Error"),
                    new Call("get-resource-links", "{\"count\":2}", "[resource demo://"),
                    new Call(
                            "get-resource-reference",
                            "{\"resourceType\":\"Text\",\"resourceId\":1}",
                            "demo://resource"),
                    new Call("get-structured-content", "{\"location\":\"Chicago\"}", "temperature"),
                    new Call(
                            "gzip-file-as-resource",
                            "{\"name\":\"a.gz\",\"data\":\"data:text/plain,hallo\",\"outputType\":\"resourceLink\"}",
                            "a.gz"),
                    new Call("toggle-simulated-logging", "{}", "logging"),
                    new Call("toggle-subscriber-updates", "{}", "updates"),
                    new Call(
                            "trigger-long-running-operation",
                            "{\"duration\":1,\"steps\":2}",
                            "completed"),
                    new Call("get-roots-list", "{}", "URI: file://"),
                    new Call("trigger-elicitation-request", "{}", "- Name: Ada"),
                    // Wants tasks, which this client does not have: the server's own refusal.
                    new Call(
                            "simulate-research-query",
                            "{\"topic\":\"cheese\"}",
                            "requires task augmentation"));

    /// Every resource that it lists, one of each pattern, and every prompt.
    private static final List<Call> BESIDES =
            Stream.of(
                            Stream.of(
                                    new Call(
                                            "list-resources",
                                            "{}",
                                            "pattern demo://resource/dynamic/text/{resourceId}"),
                                    resource("dynamic/text/1", "Resource 1"),
                                    resource("dynamic/blob/2", "[file of type text/plain"),
                                    new Call("list-prompts", "{}", "args-prompt city [state]"),
                                    prompt("simple-prompt", "{}", "simple prompt"),
                                    prompt("args-prompt", "{\"city\":\"Ulm\"}", "weather in Ulm?"),
                                    prompt(
                                            "completable-prompt",
                                            "{\"department\":\"Sales\",\"name\":\"Eve\"}",
                                            "promote Eve"),
                                    prompt(
                                            "resource-prompt",
                                            "{\"resourceType\":\"Text\",\"resourceId\":\"1\"}",
                                            "[resource demo://resource/dynamic/text/1]")),
                            Stream.of(
                                            "architecture",
                                            "extension",
                                            "features",
                                            "how-it-works",
                                            "instructions",
                                            "startup",
                                            "structure")
                                    .map(name -> resource("static/document/" + name + ".md", "#")))
                    .flatMap(calls -> calls)
                    .toList();

    private static Call resource(String path, String answer) {
        return new Call(
                "read-resource", "{\"uri\":\"demo://resource/%s\"}".formatted(path), answer);
    }

    private static Call prompt(String name, String arguments, String answer) {
        return new Call(
                "get-prompt",
                "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments),
                answer);
    }

    private static List<Call> all() {
        return Stream.concat(CALLS.stream(), BESIDES.stream()).toList();
    }

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @TempDir private Path folder;

    private Path installed() throws IOException, InterruptedException {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        NpmPackage.install(workspace, PACKAGE + "@" + VERSION);
        return workspace;
    }

    @Test
    void everyToolResourceAndPromptIsCalledByAnAgent() throws Exception {
        var workspace = installed();
        var most = McpSpec.Limits.SECONDS_MAX;
        var every =
                ListenerSpec.server(
                        "every",
                        "Examples",
                        new McpSpec(
                                new McpSpec.Command(
                                        List.of(
                                                "node",
                                                "node_modules/" + PACKAGE + "/dist/index.js",
                                                "stdio"),
                                        Map.of()),
                                Optional.empty(),
                                List.of(),
                                new McpSpec.Limits(most, most, 50, 128)));
        var organism =
                Organism.named("o")
                        .listener(every)
                        .profile(
                                new ProfileSpec(
                                        "coding",
                                        List.of("coder", "every"),
                                        Map.of("every", Permission.AUTO),
                                        List.of()))
                        .build();
        var asked =
                all().stream()
                        .map(call -> tool("every__" + call.tool(), call.arguments()))
                        .toArray(ToolCall[]::new);
        try (var model = ScriptedModel.start(calls(asked), answer("all of them"));
                var os =
                        BestCode.builder()
                                .organism(organism)
                                .stateIn(folder.resolve("state"))
                                .llm(
                                        AnthropicClient.builder()
                                                .apiKey("key")
                                                .baseUrl(model.baseUrl())
                                                .build())
                                .approver(
                                        _ ->
                                                ApprovalAnswer.allow("me", ApprovalScope.ONCE)
                                                        .withFields(
                                                                Json.parseObject(
                                                                        "{\"name\":\"Ada\"}")))
                                .tools(NativeTools.in(Workspace.at(workspace)))
                                .servers(McpServers.pinning(ToolPins.inMemory(), told::add))
                                .build()) {
            var result = os.submit(Task.of("coding", "show all")).await();

            assertThat(result.status()).as(told.toString()).isEqualTo(RunStatus.DONE);
            assertThat(told).isEmpty();
            var offered =
                    model.requests().getFirst().body().requireArray("tools").values().stream()
                            .map(one -> ((JsonObject) one).requireString("name"))
                            .toList();
            assertThat(offered)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            Stream.of("recall"),
                                            all().stream()
                                                    .map(call -> "every__" + call.tool())
                                                    .distinct())
                                    .toList());
            var results =
                    ((JsonObject)
                                    model.requests()
                                            .get(1)
                                            .body()
                                            .requireArray("messages")
                                            .values()
                                            .getLast())
                            .requireArray("content")
                            .values();
            assertThat(results).hasSameSizeAs(all());
            for (int i = 0; i < all().size(); i++) {
                assertThat(Json.text(results.get(i)))
                        .as(all().get(i).toString())
                        .contains(all().get(i).answer());
            }
        }
    }
}
