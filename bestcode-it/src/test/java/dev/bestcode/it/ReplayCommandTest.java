package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `replay`, `runs diff` and `runs export` as a person uses them, each process a real one, after
/// the model and the workspace have gone.
class ReplayCommandTest {
    @TempDir private Path folder;

    private static Step write(String path) {
        return calls(tool("file-write", "{\"path\":\"%s\",\"content\":\"x\"}".formatted(path)));
    }

    @Test
    void aRunIsTheSameOfflineOtherwiseUnderAnotherOrganismAndItsForkPartsFromIt() throws Exception {
        String run;
        String fork;
        try (var model =
                ScriptedModel.start(write("f"), answer("first"), write("g"), answer("second"))) {
            run = string(with(model, "run", "--output", "json", "write one").run().out(), "run");
            fork = without("fork", run).run().out().strip();
            assertThat(with(model, "resume", fork, "write two").run().exit()).isZero();
        }

        var diff = lines(without("runs", "diff", run, fork, "--output", "json").run());
        assertThat(diff.getFirst().requireLong("shared")).isEqualTo(4);
        assertThat(diff.getLast().requireString("said")).contains("write two");
        assertThat(Json.text(diff.getLast().requireArray("changes"))).contains("\"g\"");

        var exported = lines(without("runs", "export", run, "--output", "json").run());
        assertThat(exported.getFirst().requireString("run")).isEqualTo(run);
        assertThat(Json.text(exported.get(1))).contains("write one");

        Files.delete(folder.resolve("workspace/f"));
        Files.delete(folder.resolve("workspace/g"));
        Files.delete(folder.resolve("workspace"));
        for (var id : List.of(run, fork)) {
            var same = gone("replay", id, "--output", "json").run();
            assertThat(same.exit()).as(same.out() + same.err()).isZero();
            assertThat(string(same.out(), "result")).isEqualTo("same");
        }
        assertThat(string(gone("replay", run, "--output", "json").run().out(), "state_sha256"))
                .isEqualTo(exported.getLast().requireString("state_sha256"));

        var organism = folder.resolve("other.yaml");
        Files.writeString(
                organism, "profiles: {coding: {listeners: [coder, file-read, file-write]}}\n");
        var other =
                gone("replay", run, "--organism", organism.toString(), "--output", "text").run();
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.out()).contains("goes otherwise from LSN", "logged", "made");
        assertThat(gone("replay", "r-none").run().exit()).isEqualTo(2);
    }

    private BestCodeProcess with(ScriptedModel model, String... words) throws Exception {
        return bestcode(words)
                .with("--base-url", model.baseUrl())
                .with("--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "test-key")
                .in(Files.createDirectories(folder.resolve("workspace")));
    }

    private BestCodeProcess without(String... words) {
        return bestcode(words)
                .with("--data-dir", folder.resolve("state"))
                .in(folder.resolve("workspace"));
    }

    /// Where the workspace is no more.
    private BestCodeProcess gone(String... words) {
        return bestcode(words)
                .with("--data-dir", folder.resolve("state"))
                .with("--workspace", folder.resolve("workspace"))
                .in(folder);
    }

    private static List<JsonObject> lines(BestCodeProcess.Result result) {
        return result.out().lines().map(Json::parseObject).toList();
    }

    private static String string(String json, String name) {
        return Json.parseObject(json.strip()).requireString(name);
    }
}
