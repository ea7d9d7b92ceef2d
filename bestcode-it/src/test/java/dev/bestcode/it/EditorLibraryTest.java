package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.think;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The protocol's own client library, from npm, drives `bestcode acp`; and each line that the agent
/// writes fits the protocol's schema, which comes with it.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EditorLibraryTest {
    private static final String LIBRARY = "@agentclientprotocol/sdk@2.4.0";
    private static final String SCHEMA =
            "node_modules/@agentclientprotocol/sdk/schema/v1/schema.json";

    private static final String ORGANISM =
            """
            version: 1
            profiles:
              coding:
                listeners: [coder, file-read, file-write, file-edit]
                permissions: {file-edit: auto, file-write: prompt}
            """;

    private static final List<String> WRONG_LINES =
            List.of(
                    "{\"jsonrpc\":\"1.0\",\"method\":\"session/update\",\"params\":{}}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"session/updates\",\"params\":{}}",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"one\"}}",
                    "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"without a code\"}}");

    private static final List<String> WRONG_UPDATES =
            List.of(
                    "{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"1\",\"status\":\"running\"}",
                    "{\"sessionUpdate\":\"tool_call_update\",\"status\":\"failed\"}",
                    "{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"1\",\"title\":\"x\",\"mood\":\"good\"}",
                    "{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\"}}");

    @TempDir private Path folder;

    private Path workspace() throws IOException {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("Slug.java"), "class Slug {\n    int old;\n}\n");
        Files.writeString(folder.resolve("organism.yaml"), ORGANISM);
        return workspace;
    }

    private BestCodeProcess agent(ScriptedModel model) {
        return bestcode("acp", "--model", "sonnet", "--base-url", model.baseUrl())
                .with("--organism", folder.resolve("organism.yaml"))
                .env("HOME", folder.toString())
                .env("ANTHROPIC_API_KEY", "key")
                .in(folder);
    }

    private static Step writes(String file) {
        return calls(tool("file-write", "{\"path\":\"%s\",\"content\":\"x\\n\"}".formatted(file)));
    }

    private ProtocolSchema schema() throws IOException {
        return new ProtocolSchema(Json.parseObject(Files.readString(folder.resolve(SCHEMA))));
    }

    @Test
    void taskWithPermissionsACancelAndAReloadAndEveryLineFitsTheSchema() throws Exception {
        NpmPackage.install(folder, LIBRARY);
        var workspace = workspace();
        try (var model =
                ScriptedModel.start(
                        think("Where is it?")
                                .say("I look first.")
                                .callTool("file-read", "{\"path\":\"Slug.java\"}"),
                        calls(
                                tool(
                                        "file-edit",
                                        "{\"path\":\"Slug.java\",\"edits\":[{\"old\":\"old\",\"new\":\"now\"}]}")),
                        writes("allowed.txt"),
                        writes("rejected.txt"),
                        answer("Slug is mended."),
                        fault(stall(Duration.ofMinutes(5))),
                        answer("It is done."))) {
            var came = driven(agent(model), workspace);

            assertThat(came.requireArray("stops"))
                    .isEqualTo(JsonArray.ofStrings(List.of("end_turn", "cancelled", "end_turn")));
            assertThat(came.requireArray("questions"))
                    .isEqualTo(
                            JsonArray.ofStrings(
                                    List.of(
                                            "file-write " + workspace.resolve("allowed.txt"),
                                            "file-write " + workspace.resolve("rejected.txt"))));
            assertThat(workspace.resolve("allowed.txt")).exists();
            assertThat(workspace.resolve("rejected.txt")).doesNotExist();
            assertThat(workspace.resolve("Slug.java")).content().contains("int now;");
            assertThat(came.requireLong("unknown")).isEqualTo(-32_601);
            assertThat(came.requireLong("elsewhere")).isEqualTo(-32_603);
            assertThat(Json.text(came.requireArray("listed")))
                    .contains(came.requireString("session"));
            assertThat(Json.text(came.requireArray("history")))
                    .contains(
                            "user_message_chunk mend Slug",
                            "agent_message_chunk I look first.",
                            "tool_call file-edit Slug.java",
                            "tool_call_update failed",
                            "agent_message_chunk Slug is mended.",
                            "user_message_chunk and now");
            assertThat(came.requireString("last")).isEqualTo("It is done.");
            assertThat(came.requireLong("firstEnded")).isZero();
            assertThat(came.requireLong("secondEnded")).isZero();
            assertThat(model.violations()).isEmpty();
        }
        var transcript = Files.readAllLines(folder.resolve("transcript"));
        int lines = schema().requireAllFit(transcript);
        System.out.println("EditorLibraryTest: " + lines + " lines of the agent's fit the schema");
        assertThat(ProtocolSchema.kinds(transcript))
                .containsExactly(
                        "agent_message_chunk",
                        "agent_thought_chunk",
                        "tool_call",
                        "tool_call_update",
                        "user_message_chunk");
    }

    /// @return what came of it, as the script tells
    private JsonObject driven(BestCodeProcess agent, Path workspace)
            throws IOException, InterruptedException {
        var script = folder.resolve("editor.mjs");
        try (var source = EditorLibraryTest.class.getResourceAsStream("editor.mjs")) {
            if (source == null) throw new AssertionError("editor.mjs is not beside its test");
            Files.copy(source, script);
        }
        var words =
                new ArrayList<>(
                        List.of(
                                "node",
                                script.toString(),
                                workspace.toString(),
                                folder.resolve("transcript").toString()));
        words.addAll(agent.command());
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(agent.environment());
        var errors = folder.resolve("errors.txt");
        var node = builder.redirectError(errors.toFile()).start();
        node.getOutputStream().close();
        var out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(SourceTree.read(errors)).isZero();
        return Json.parseObject(out.strip());
    }

    /// Without the library: what it would never send, and what it would not wait for.
    @Test
    void answersToHostileLinesFitTheSchemaToo() throws Exception {
        NpmPackage.install(folder, LIBRARY);
        var schema = schema();
        var workspace = workspace();
        try (var model = ScriptedModel.start(answer("hi"));
                var editor = Editor.start(agent(model), folder.resolve("errors.txt"))) {
            editor.initialize();
            var session = editor.session(workspace);
            for (var line :
                    List.of(
                            "not JSON",
                            "[]",
                            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"fs/erase\"}",
                            "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"session/new\"}",
                            "x".repeat(9 << 20))) {
                editor.line(line);
                assertThat(schema.problems(editor.next())).as(line.substring(0, 2)).isEmpty();
            }
            editor.ask(session, "x");
            editor.sent().forEach(schema::sent);
            assertThat(editor.received())
                    .allSatisfy(it -> assertThat(schema.problems(it)).isEmpty());
        }
    }

    /// Else the other tests would show nothing.
    @Test
    void linesThatDoNotFitAreFound() throws Exception {
        NpmPackage.install(folder, LIBRARY);
        var schema = schema();
        schema.sent(Json.parseObject("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}"));

        assertThat(WRONG_LINES).allSatisfy(line -> assertThat(problems(schema, line)).isNotEmpty());
        assertThat(WRONG_UPDATES)
                .map(
                        update ->
                                "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"r-1\",\"update\":%s}}"
                                        .formatted(update))
                .allSatisfy(line -> assertThat(problems(schema, line)).isNotEmpty());
    }

    private static List<String> problems(ProtocolSchema schema, String line) {
        return schema.problems(Json.parseObject(line));
    }
}
