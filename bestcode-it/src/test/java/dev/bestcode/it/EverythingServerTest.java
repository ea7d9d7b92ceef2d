package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
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
/// tool
/// that it offers a client which does no more than this one.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EverythingServerTest {
    private static final String PACKAGE = "@modelcontextprotocol/server-everything";
    private static final String VERSION = "2026.8.31";
    private static final int INSTALL_MINUTES = 5;

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
                    // Wants tasks, which this client does not have: the server's own refusal.
                    new Call(
                            "simulate-research-query",
                            "{\"topic\":\"cheese\"}",
                            "requires task augmentation"));

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @TempDir private Path folder;

    private Path installed() throws IOException, InterruptedException {
        assumeTrue(Boolean.getBoolean("bestcode.long"), "fetches the server from npm");
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        var log = folder.resolve("npm.log");
        Process npm;
        try {
            npm =
                    new ProcessBuilder(
                                    "npm",
                                    "install",
                                    "--no-audit",
                                    "--no-fund",
                                    "--ignore-scripts",
                                    "--prefix",
                                    workspace.toString(),
                                    PACKAGE + "@" + VERSION)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no npm: " + e.getMessage());
            throw e;
        }
        boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            npm.destroyForcibly().waitFor();
        }
        assumeTrue(
                ended && npm.exitValue() == 0,
                () -> "npm cannot fetch " + PACKAGE + ": " + SourceTree.read(log));
        return workspace;
    }

    @Test
    void everyToolIsCalledByAnAgent() throws Exception {
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
                CALLS.stream()
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
                                            CALLS.stream().map(call -> "every__" + call.tool()))
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
            assertThat(results).hasSameSizeAs(CALLS);
            for (int i = 0; i < CALLS.size(); i++) {
                assertThat(Json.text(results.get(i)))
                        .as(CALLS.get(i).tool())
                        .contains(CALLS.get(i).answer());
            }
        }
    }
}
