package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The main job, whole: fifty turns of tools in a git repository, over HTTP, in a real process.
class FiftyTurnsTest {
    private static final int TURNS = 50;

    @TempDir private Path folder;

    @Test
    void fiftyToolTurnsLeaveTheTreeThatTheyDescribeAndOneResultObject() throws Exception {
        var workspace = GitRepository.create(folder.resolve("repository"));
        var expected = new FileTree();
        for (int file = 0; file < 10; file++) {
            expected.put("src/part" + file + ".txt", "part " + file + "\n\tstate: old\nend\n");
        }
        expected.write(workspace);
        GitRepository.commitAll(workspace);
        var steps = new ArrayList<Step>();
        for (int turn = 0; turn < TURNS; turn++) {
            steps.add(turn(turn, expected));
        }
        steps.add(answer("All parts are new."));

        try (var model = ScriptedModel.builder().script(steps.toArray(Step[]::new)).start()) {
            var ended =
                    bestcode("run", "--base-url", model.baseUrl(), "--approve", "all")
                            .with("--output", "json", "--data-dir", folder.resolve("state"))
                            .with("renew every part")
                            .env("ANTHROPIC_API_KEY", "test-key")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            var result = Json.parseObject(ended.out());
            assertThat(result.members().keySet())
                    .containsExactly("status", "text", "turns", "usage", "run");
            assertThat(result.requireString("status")).isEqualTo("done");
            assertThat(result.requireString("text")).isEqualTo("All parts are new.");
            assertThat(result.requireLong("turns")).isEqualTo(TURNS + 1);
            assertThat(result.requireObject("usage").requireLong("output_tokens")).isPositive();
            assertThat(FileTree.read(workspace).hash()).isEqualTo(expected.hash());
            assertThat(model.violations()).isEmpty();
            assertThat(model.requests()).hasSize(TURNS + 1);
            assertThat(toolResults(model)).containsAllEntriesOf(Map.of("ok", 52, "failed", 3));
        }
    }

    /// Ten edits, ten writes, ten commands, five answers with parallel calls, three failures; the
    /// rest are reads and searches. What it changes it also does to the expected tree.
    private static Step turn(int turn, FileTree expected) {
        int part = turn / 5;
        var path = "src/part" + part + ".txt";
        return switch (turn % 5) {
            case 0 -> part % 2 == 0 ? together(path) : one("file-read", "path", path);
            case 1 -> {
                expected.replace(path, "state: old", "state: new");
                yield calls(
                        tool(
                                "file-edit",
                                "{\"path\":\"%s\",\"edits\":[{\"old\":\"\\tstate: old\\n\",\"new\":\"\\tstate: new\\n\"}]}"
                                        .formatted(path)));
            }
            case 2 -> {
                var note = "notes/deep/er/part" + part + ".md";
                expected.put(note, "# Teil " + part + " ✓\n");
                yield calls(
                        tool(
                                "file-write",
                                "{\"path\":\"%s\",\"content\":\"# Teil %d ✓\\n\"}"
                                        .formatted(note, part)));
            }
            case 3 -> one("command-exec", "command", "git diff --stat -- " + path);
            default ->
                    switch (part) {
                        case 0 -> one("file-read", "path", "src/missing.txt");
                        case 1 -> one("command-exec", "command", "git no-such-command");
                        case 2 -> one("no-such-tool", "x", "y");
                        default -> one("grep", "pattern", "state: (old|new)");
                    };
        };
    }

    private static Step together(String path) {
        return calls(
                tool("file-read", "{\"path\":\"" + path + "\"}"),
                tool("grep", "{\"pattern\":\"state\"}"));
    }

    private static Step one(String name, String argument, String value) {
        return calls(tool(name, Json.text(JsonObject.builder().put(argument, value).build())));
    }

    /// How many results the last request carries, by whether they failed.
    private static Map<String, Integer> toolResults(ScriptedModel model) {
        var counts = new HashMap<String, Integer>();
        var messages = model.requests().getLast().body().requireArray("messages");
        for (var message : messages.values()) {
            for (var block : blocks((JsonObject) message)) {
                if (block.requireString("type").equals("tool_result")) {
                    var failed = block.bool("is_error").orElse(false);
                    counts.merge(failed ? "failed" : "ok", 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static List<JsonObject> blocks(JsonObject message) {
        return message.get("content").orElseThrow() instanceof JsonArray(var values)
                ? values.stream().map(JsonObject.class::cast).toList()
                : List.of();
    }
}
