package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What only reads a run works while another process owns the kernel that has it, each process a
/// real one.
@Timeout(300)
class RunsBesideOwnerTest {
    private static final int SECONDS = 120;

    @TempDir private Path folder;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private static Step write(String path) {
        return calls(tool("file-write", "{\"path\":\"%s\",\"content\":\"x\"}".formatted(path)));
    }

    /// An answer that comes when the test has looked around.
    private Step held(Step step) {
        return computed(
                _ -> {
                    asked.countDown();
                    try {
                        return released.await(SECONDS, TimeUnit.SECONDS)
                                ? step
                                : answer("nobody told me");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return answer("interrupted");
                    }
                });
    }

    @Test
    void runsAreComparedExportedShownExplainedAndReplayedWhileTheirOwnerWorks() throws Exception {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        try (var model =
                ScriptedModel.start(
                        write("f"), answer("first"), write("g"), held(answer("second")))) {
            var ended = with(model, "run", "--output", "json", "write one").in(workspace).run();
            assertThat(ended.exit()).as(ended.err()).isZero();
            var first = Json.parseObject(ended.out().strip()).requireString("run");
            var owner =
                    with(model, "run", "--output", "text", "write two")
                            .in(workspace)
                            .start(folder.resolve("owner.err"));
            assertThat(asked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            var second = running();

            compared(first, second);
            exported(first, second);
            assertThat(json("runs", "show", second, "--output", "json"))
                    .as("its own change, before it has ended")
                    .anyMatch(line -> Json.text(line).contains("\"g\""));
            explained(first);
            var same = command("replay", first, "--output", "json").run();
            assertThat(same.exit()).as(same.out() + same.err()).isZero();

            released.countDown();
            var out = new String(owner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(owner.waitFor()).as(out).isZero();
            assertThat(out.strip()).isEqualTo("second");
        } finally {
            released.countDown();
        }
    }

    private String running() throws Exception {
        return json("runs", "--output", "json").stream()
                .filter(line -> line.requireString("status").equals("running"))
                .map(line -> line.requireString("run"))
                .findFirst()
                .orElseThrow();
    }

    private void compared(String first, String second) throws Exception {
        var diff = command("runs", "diff", first, second, "--output", "json").run();
        assertThat(diff.exit()).as(diff.err()).isEqualTo(1);
        var lines = diff.out().lines().map(Json::parseObject).toList();
        assertThat(lines.getFirst().requireLong("shared")).isZero();
        assertThat(lines.get(1).requireString("said")).contains("write one");
        assertThat(lines.get(2).requireString("said")).contains("write two");
        assertThat(Json.text(lines.get(1).requireArray("changes"))).contains("\"f\"");
        assertThat(Json.text(lines.get(2).requireArray("changes"))).contains("\"g\"");
        assertThat(command("runs", "diff", first, first, "--output", "text").run())
                .isEqualTo(new BestCodeProcess.Result(0, "4 pages are the same in both\n", ""));
    }

    /// What is there so far of the one that is under way, and the other whole.
    private void exported(String first, String second) throws Exception {
        for (var run : List.of(first, second)) {
            var lines = json("runs", "export", run, "--output", "json");
            assertThat(lines.getFirst().requireString("run")).isEqualTo(run);
            assertThat(lines.getLast().requireString("type")).isEqualTo("end");
            var lsns = new ArrayList<Long>();
            for (var line : lines.subList(1, lines.size() - 1)) {
                assertThat(line.requireString("type")).isEqualTo("transaction");
                lsns.add(line.requireLong("lsn"));
            }
            assertThat(lsns).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(5);
        }
    }

    private void explained(String run) throws Exception {
        var call =
                json("explain", run, "--calls", "--output", "json").stream()
                        .filter(line -> line.requireString("to").equals("file-write"))
                        .findFirst()
                        .orElseThrow();
        var number = Long.toString(call.requireLong("call"));
        var text = command("explain", run, number, "--output", "text").run();
        assertThat(text.exit()).as(text.err()).isZero();
        assertThat(text.out())
                .contains(
                        "route    coder -> file-write",
                        "rule     permission auto, nobody was asked",
                        "set aside",
                        "context  ",
                        "end      done by #");
        var byId = json("explain", run, call.requireString("id"), "--output", "json");
        assertThat(byId.getFirst().requireLong("call")).isEqualTo(call.requireLong("call"));
        assertThat(byId.getFirst().requireObject("rule").requireString("profile"))
                .isEqualTo("coding");
        var none = command("explain", run, "toolu_none").run();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("has no call 'toolu_none'", "--calls");
    }

    private List<JsonObject> json(String... words) throws Exception {
        var result = command(words).run();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().lines().map(Json::parseObject).toList();
    }

    private BestCodeProcess with(ScriptedModel model, String... words) {
        return bestcode(words)
                .with("--base-url", model.baseUrl())
                .with("--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "test-key");
    }

    private BestCodeProcess command(String... words) {
        return bestcode(words)
                .with("--data-dir", folder.resolve("state"))
                .in(folder.resolve("workspace"));
    }
}
