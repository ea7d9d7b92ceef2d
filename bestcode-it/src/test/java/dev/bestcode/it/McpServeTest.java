package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `bestcode mcp serve` as a real process, driven by the protocol's own client.
@Timeout(240)
class McpServeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Map<String, Object> WRITE = Map.of("path", "b.txt", "content", "x");

    @TempDir private Path folder;
    private Path workspace = Path.of("");
    private Path organism = Path.of("");

    @BeforeEach
    void layWorkspace() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "alpha\n");
        organism =
                Files.writeString(
                        folder.resolve("o.yaml"),
                        """
                        profiles:
                          coding:
                            listeners: [coder, file-read, file-write]
                            permissions: {file-write: prompt}
                        """);
    }

    private BestCodeProcess serve(String... more) {
        return bestcode("mcp", "serve")
                .with("--data-dir", folder.resolve("state"), "--organism", organism)
                .with("--workspace", workspace)
                .with((Object[]) more);
    }

    private McpSyncClient client(
            Optional<Function<ElicitFormRequest, ElicitResult>> person, String... more) {
        var command = serve(more).command();
        var server =
                ServerParameters.builder(command.getFirst())
                        .args(command.subList(1, command.size()))
                        .env(Map.of("HOME", folder.toString(), "ANTHROPIC_API_KEY", "key"))
                        .build();
        var client =
                McpClient.sync(new StdioClientTransport(server, new SdkJson()))
                        .requestTimeout(PATIENCE)
                        .initializationTimeout(PATIENCE)
                        .jsonSchemaValidator(
                                (_, _) -> JsonSchemaValidator.ValidationResponse.asValid(""));
        person.ifPresent(
                asked ->
                        client.capabilities(
                                        McpSchema.ClientCapabilities.builder()
                                                .elicitation()
                                                .build())
                                .elicitation(asked));
        var built = client.build();
        built.initialize();
        return built;
    }

    private static CallToolResult call(
            McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return result.content().stream()
                .map(part -> ((TextContent) part).text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void clientHasTheToolsOfTheProfileAndNoOthers() {
        try (var client = client(Optional.empty(), "--tools-only")) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder("file-read", "file-write");
            assertThat(client.listTools().tools())
                    .filteredOn(tool -> tool.annotations().readOnlyHint())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly("file-read");

            var read = call(client, "file-read", Map.of("path", "a.txt"));
            assertThat(read.isError()).isFalse();
            assertThat(text(read)).contains("alpha");

            var outside = call(client, "file-read", Map.of("path", "../o.yaml"));
            assertThat(outside.isError()).isTrue();
            var wrong = call(client, "file-read", Map.of("pth", "a.txt"));
            assertThat(wrong.isError()).isTrue();
            assertThat(text(wrong)).contains("required property 'path' not found");
        }
    }

    @Test
    void callThatNeedsAYesIsRefusedInWordsByAClientThatCannotAsk() {
        try (var client = client(Optional.empty(), "--tools-only")) {
            var refused = call(client, "file-write", WRITE);

            assertThat(refused.isError()).isTrue();
            assertThat(text(refused)).contains("needs a person's yes", "cannot ask");
        }
        assertThat(workspace.resolve("b.txt")).doesNotExist();
    }

    @Test
    void whereTheClientCanAskThePersonDecides() {
        var asked = Collections.synchronizedList(new ArrayList<String>());
        Function<ElicitFormRequest, ElicitResult> person =
                request -> {
                    asked.add(request.message());
                    return new ElicitResult(
                            ElicitResult.Action.ACCEPT, Map.of("allow", asked.size() == 2));
                };
        try (var client = client(Optional.of(person), "--tools-only")) {
            var refused = call(client, "file-write", WRITE);
            assertThat(text(refused)).contains("the person said no");
            assertThat(workspace.resolve("b.txt")).doesNotExist();

            var done = call(client, "file-write", WRITE);
            assertThat(done.isError()).as(text(done)).isFalse();
            assertThat(workspace.resolve("b.txt")).hasContent("x");
            assertThat(asked).hasSize(2).allMatch(text -> text.contains("file-write"));
        }
    }

    @Test
    void wholeRunIsDoneWithinItsBudgetAndItsIdIsTold() throws Exception {
        try (var model = ScriptedModel.start(answer("All green."));
                var client = client(Optional.empty(), "--base-url", model.baseUrl())) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("run-task");

            var done =
                    call(
                            client,
                            "run-task",
                            Map.of("task", "make it green", "budget_tokens", 100_000));
            assertThat(done.isError()).as(text(done)).isFalse();
            assertThat(text(done)).contains("All green.", "run r-", "done after 1 turns");

            var poor = call(client, "run-task", Map.of("task", "again", "max_iterations", 0));
            assertThat(poor.isError()).isTrue();
            assertThat(text(poor)).contains("limit_reached after 0 turns");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void outputHasLinesOfTheProtocolAloneAndEndsWithTheInput() throws Exception {
        var ended =
                serve("--tools-only")
                        .typing(
                                """
                                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}
                                {"jsonrpc":"2.0","method":"notifications/initialized"}
                                """)
                        .env("HOME", folder.toString())
                        .run();

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out().lines())
                .allMatch(line -> Json.parseObject(line).requireString("jsonrpc").equals("2.0"));
    }

    @Test
    void nothingIsServedBeforeTheWorkspaceIsTrusted() throws Exception {
        Files.createDirectory(workspace.resolve(".bestcode"));
        Files.writeString(
                workspace.resolve(".bestcode/organism.yaml"),
                """
                profiles:
                  coding:
                    listeners: [coder, file-read, file-write, command-exec]
                    permissions: {command-exec: auto, file-write: auto}
                    commands: [git, curl, sh]
                """);
        var ended =
                bestcode("mcp", "serve", "--tools-only")
                        .with("--data-dir", folder.resolve("state"), "--workspace", workspace)
                        .env("HOME", folder.toString())
                        .run();

        assertThat(ended.exit()).isEqualTo(5);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("bestcode trust");
    }
}
