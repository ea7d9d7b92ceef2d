package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// `resume` and `send` as a person uses them, each process a real one.
class ResumeTest {
    private static final int SECONDS = 60;

    @TempDir private Path folder;
    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        goOn.countDown();
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRunKilledWhileItsModelAnsweredAsksAgain() throws Exception {
        try (var model = ScriptedModel.start(waiting("never read"), answer("here it is"))) {
            start(command(model, "run", "say it"));
            assertThat(asked.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
            started.getFirst().destroyForcibly().waitFor();
            goOn.countDown();
            assertThat(command(model, "runs").run().out()).contains("interrupted");

            var resumed = command(model, "resume", "--output", "json").run();

            assertThat(resumed.exit()).as(resumed.err()).isZero();
            assertThat(resumed.out()).contains("here it is");
            assertThat(model.requests()).hasSize(2);
            assertThat(model.requests().getLast().body())
                    .isEqualTo(model.requests().getFirst().body());
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatARunHadReadBeforeAKillItWritesOverAfterItUnlessItChangedMeanwhile() throws Exception {
        var workspace = Files.createDirectories(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("same.txt"), "as it was");
        Files.writeString(workspace.resolve("other.txt"), "as it was");
        try (var model =
                ScriptedModel.start(
                        calls(read("same.txt"), read("other.txt")),
                        waiting("never read"),
                        calls(write("same.txt")),
                        calls(write("other.txt")),
                        answer("done"))) {
            start(command(model, "run", "write"));
            assertThat(asked.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
            started.getFirst().destroyForcibly().waitFor();
            goOn.countDown();
            Files.writeString(workspace.resolve("other.txt"), "somebody else's");

            var resumed = command(model, "resume").run();

            assertThat(resumed.exit()).as(resumed.err()).isZero();
            assertThat(workspace.resolve("same.txt")).hasContent("new");
            assertThat(workspace.resolve("other.txt")).hasContent("somebody else's");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("'other.txt' changed since you read it; read it again");
        }
    }

    private static Step.ToolCall read(String path) {
        return tool("file-read", "{\"path\":\"%s\"}".formatted(path));
    }

    private static Step.ToolCall write(String path) {
        return tool("file-write", "{\"path\":\"%s\",\"content\":\"new\"}".formatted(path));
    }

    @Test
    void anEndedRunTakesAnotherTaskInALaterProcessAndSaysSoWithoutOne() throws Exception {
        try (var model = ScriptedModel.start(answer("one"), answer("two"))) {
            var first = command(model, "run", "--output", "json", "say one").run();
            var run = Json.parseObject(first.out()).requireString("run");

            var ended = command(model, "resume", run).run();
            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.err()).contains("has ended; say what else is to be done");

            var more = command(model, "resume", run, "and two").run();
            assertThat(more.out().strip()).isEqualTo("two");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("say one", "\"one\"", "and two");

            var none = command(model, "resume").run();
            assertThat(none.exit()).isEqualTo(2);
            assertThat(none.err()).contains("was interrupted");
        }
    }

    @Test
    void whatIsSentToALiveRunIsReadBeforeItsModelIsAskedAgain() throws Exception {
        try (var model =
                ScriptedModel.start(
                        waiting(calls(tool("glob", "{\"pattern\":\"*\"}"))),
                        answer("as you say"))) {
            var process = start(command(model, "run", "begin"));
            assertThat(asked.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
            var run = runOf(model);

            var sent = command(model, "send", run, "leave the build file alone").run();
            assertThat(sent.exit()).as(sent.err()).isZero();
            goOn.countDown();

            assertThat(outputOf(process)).isEqualTo("as you say");
            var last = Json.text(model.requests().getLast().body().requireArray("messages"));
            assertThat(last).contains("leave the build file alone");
            assertThat(model.violations()).isEmpty();

            var late = command(model, "send", run, "too late").run();
            assertThat(late.exit()).isEqualTo(2);
            assertThat(late.err()).contains("bestcode resume " + run);
        }
    }

    @Test
    void aRunOfALiveProcessGoesOnThereAndIsFollowedHere() throws Exception {
        try (var model = ScriptedModel.start(waiting(answer("from over there")))) {
            var owner = start(command(model, "run", "begin"));
            assertThat(asked.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
            var follower = start(command(model, "resume", "--approve", "all", runOf(model)));
            awaitLine(follower, "--approve has no effect");
            awaitLine(follower, "goes on in process " + owner.pid());
            goOn.countDown();

            assertThat(outputOf(follower)).isEqualTo("from over there");
            assertThat(outputOf(owner)).isEqualTo("from over there");
            assertThat(model.requests()).hasSize(1);
        }
    }

    private Step waiting(String text) {
        return waiting(answer(text));
    }

    private Step waiting(Step then) {
        return computed(
                _ -> {
                    asked.release();
                    try {
                        return goOn.await(SECONDS, TimeUnit.SECONDS) ? then : answer("too late");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return answer("interrupted");
                    }
                });
    }

    private String runOf(ScriptedModel model) throws Exception {
        var line = command(model, "runs", "--output", "json").run().out().lines().findFirst();
        return Json.parseObject(line.orElseThrow()).requireString("run");
    }

    private Process start(BestCodeProcess command) throws Exception {
        var process = command.start();
        started.add(process);
        return process;
    }

    private static String outputOf(Process process) throws Exception {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return out.strip();
    }

    /// Should it never come, the process ends after the model's patience, and its words with it.
    private static void awaitLine(Process process, String text) {
        assertThat(process.errorReader().lines().anyMatch(line -> line.contains(text)))
                .as(text)
                .isTrue();
    }

    private BestCodeProcess command(ScriptedModel model, String... words) throws Exception {
        var workspace = Files.createDirectories(folder.resolve("workspace"));
        var command = bestcode(words).with("--data-dir", folder.resolve("state")).in(workspace);
        return (words[0].equals("run") || words[0].equals("resume")
                        ? command.with("--base-url", model.baseUrl())
                        : command)
                .env("ANTHROPIC_API_KEY", "test-key");
    }
}
