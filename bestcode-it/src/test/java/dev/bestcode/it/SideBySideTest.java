package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.computed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Several processes in one workspace: each has its kernel directory, and each can see the others.
class SideBySideTest {
    private static final int SECONDS = 60;

    @TempDir private Path folder;
    private Path workspace;
    private ScriptedModel model;
    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void startModel() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        model = ScriptedModel.builder().otherwise(computed(_ -> answerWhenTold())).start();
    }

    @AfterEach
    void end() throws Exception {
        answers.countDown();
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
        model.close();
    }

    private Step answerWhenTold() {
        asked.release();
        try {
            return answer(answers.await(SECONDS, TimeUnit.SECONDS) ? "done" : "nobody told me");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer("interrupted");
        }
    }

    @Test
    void eachHasItsOwnKernelAndBothAreListedWhileTheyLiveAndAfter() throws Exception {
        var first = startRun("the first task\nwith a second line");
        awaitAsked();
        var second = startRun("the second task");
        awaitAsked();

        var live = runs();
        assertThat(live).extracting(run -> run.requireString("kernel")).containsExactly("k0", "k1");
        assertThat(live).allMatch(run -> run.requireString("owner").equals("live"));
        assertThat(live).allMatch(run -> run.requireString("status").equals("running"));
        assertThat(live)
                .extracting(run -> run.requireString("task"))
                .containsExactly("the first task", "the second task");

        answers.countDown();
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();

        var ended = runs();
        assertThat(ended).allMatch(run -> run.requireString("owner").equals("none"));
        assertThat(ended).allMatch(run -> run.requireString("status").equals("done"));
        assertThat(ended)
                .extracting(run -> run.requireString("run"))
                .containsExactlyInAnyOrderElementsOf(
                        live.stream().map(run -> run.requireString("run")).toList());
        var text = command("runs", "--output", "text").run();
        assertThat(text.out().lines()).hasSize(2).allMatch(line -> line.contains(" done "));
    }

    @Test
    void aFollowerSeesEachEntryOnceInOrderAndEndsWithItsOwner() throws Exception {
        var run = startRun("watch me");
        awaitAsked();
        var errors = folder.resolve("tail.err");
        var tail = start(command("journal", "tail", "--follow", "--from", "1"), errors);
        var entries = new ArrayList<JsonObject>();
        try (var lines = lines(tail)) {
            entries.add(Json.parseObject(lines.readLine()));
            answers.countDown(); // only now is there more to come
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                entries.add(Json.parseObject(line));
            }
        }

        assertThat(tail.waitFor()).isZero();
        assertThat(errors).content().contains("k0: process " + run.pid() + " has ended its work");
        assertThat(run.waitFor()).isZero();
        var afterwards = command("journal", "tail", "--from", "1").run();
        assertThat(afterwards.exit()).as(afterwards.err()).isZero();
        assertThat(ids(entries))
                .isEqualTo(ids(afterwards.out().lines().map(Json::parseObject).toList()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(entries.getLast().requireString("listener")).isEqualTo("user");
    }

    @Test
    void aKilledOwnerIsSeenToBeDeadAndTheNextTakesItsPlace() throws Exception {
        var killed = startRun("do not finish");
        awaitAsked();
        killed.destroyForcibly().waitFor();
        var socket = state().resolve("k0/control.sock");
        assertThat(socket).exists();

        var dead = command("runs").run();
        assertThat(dead.exit()).isZero();
        assertThat(dead.err()).contains("k0 is not running: its last process died");
        assertThat(Json.parseObject(dead.out()).requireString("owner")).isEqualTo("dead");
        assertThat(Json.parseObject(dead.out()).requireString("status")).isEqualTo("interrupted");
        assertThat(socket).as("is the next owner's to remove").exists();

        var next = startRun("take over");
        awaitAsked();
        assertThat(runs())
                .extracting(
                        run -> run.requireString("kernel"),
                        run -> run.requireString("owner"),
                        run -> run.requireString("status"))
                .containsExactly(
                        tuple("k0", "live", "interrupted"), tuple("k0", "live", "running"));
        answers.countDown();
        assertThat(next.waitFor()).isZero();
        assertThat(socket).doesNotExist();
    }

    @Test
    void aRunIsStoppedFromAnotherProcess() throws Exception {
        var run = startRun("stop me");
        awaitAsked();
        var id = runs().getFirst().requireString("run");

        var stop = command("stop", id).run();

        assertThat(stop.exit()).as(stop.err()).isZero();
        assertThat(stop.out()).isEqualTo("run " + id + " is being stopped\n");
        assertThat(run.waitFor()).isEqualTo(130);
        assertThat(runs().getFirst().requireString("status")).isEqualTo("stopped");
        assertThat(command("stop", id).run().out()).contains("has nothing under way");
    }

    @Test
    void aSuspendedOwnerIsNamedAndNotWaitedFor() throws Exception {
        var suspended = startRun("sleep");
        awaitAsked();
        signal("-STOP", suspended);

        var ended = command("runs").run();

        assertThat(ended.exit()).isEqualTo(7);
        assertThat(ended.err())
                .contains("k0 cannot be read: ")
                .contains("in use by process " + suspended.pid());
    }

    @Test
    void anInterruptEndsAFollower() throws Exception {
        startRun("wait");
        awaitAsked();
        var tail = start(command("journal", "tail", "-f", "-n", "1"), folder.resolve("tail.err"));
        try (var lines = lines(tail)) {
            lines.readLine();
            signal("-INT", tail);
            assertThat(tail.waitFor()).isEqualTo(130);
        }
    }

    @Test
    void withoutStateThereIsNothingAndThatIsNoFailure() throws Exception {
        var text = withoutState("runs", "--output", "text").run();
        var json = withoutState("runs").run();
        var tail = withoutState("journal", "tail", "--follow").run();

        assertThat(text.exit()).isZero();
        assertThat(text.out()).isEqualTo("There are no runs in this workspace.\n");
        assertThat(json.exit()).isZero();
        assertThat(json.out()).isEmpty();
        assertThat(tail.exit()).isZero();
        assertThat(tail.err()).contains("nothing has run in this workspace");
        assertThat(state()).doesNotExist();
    }

    @Test
    void whatIsNotThereOrNotClearIsUsage() throws Exception {
        answers.countDown();
        assertThat(startRun("x").waitFor()).isZero();

        assertUsage("there is no run r-0", "journal", "tail", "r-0");
        assertUsage("there is no run r-0", "stop", "r-0");
        assertUsage("there is no k7", "journal", "tail", "--kernel", "k7");
        assertUsage("exclude each other", "journal", "tail", "--from", "1", "-n", "1");
        assertUsage("Missing required subcommand", "journal");
    }

    private void assertUsage(String sentence, String... words) throws Exception {
        var ended = bestcode(words).with(words.length == 1 ? new Object[0] : dataDir()).run();
        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence);
    }

    private Process startRun(String task) throws Exception {
        var errors = Files.createTempFile(folder, "run", ".err");
        return start(
                command("run", "--base-url", model.baseUrl(), task).env("ANTHROPIC_API_KEY", "key"),
                errors);
    }

    private Process start(BestCodeProcess command, Path errors) throws Exception {
        var process = command.start(errors);
        started.add(process);
        return process;
    }

    private BestCodeProcess command(String... words) {
        return bestcode(words).with(dataDir()).in(workspace);
    }

    private BestCodeProcess withoutState(String... words) throws Exception {
        return bestcode(words).env("XDG_STATE_HOME", state().toString()).in(workspace);
    }

    private Object[] dataDir() {
        return new Object[] {"--data-dir", state()};
    }

    private Path state() {
        return folder.resolve("state");
    }

    private List<JsonObject> runs() throws Exception {
        var ended = command("runs").run();
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out().lines().map(Json::parseObject).toList();
    }

    private void awaitAsked() throws InterruptedException {
        assertThat(asked.tryAcquire(SECONDS, TimeUnit.SECONDS)).as("the model was asked").isTrue();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<Long> ids(List<JsonObject> entries) {
        return entries.stream().map(entry -> entry.requireLong("id")).toList();
    }

    private static void signal(String signal, Process process) throws Exception {
        var kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
