package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A process that is killed while it forks a run leaves, once the next one has begun, the run alone
/// or the run and a whole fork of it, and nothing between.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ForkKillTest {
    private static final int MOMENTS = Boolean.getBoolean("bestcode.long") ? 200 : 20;
    private static final int WRITES_MAX = 40;

    /// Of a task whose pages, with those of two more, take several transactions to copy.
    private static final int LONG_TASK_CHARS = 5 << 20;

    @TempDir private Path folder;
    private Path workspace;
    private Path state;

    @BeforeEach
    void directories() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "alpha");
        state = folder.resolve("state");
    }

    private static BestCodeBuilder system(ScriptedModel model, Path workspace, Path kernel) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .stateAt(kernel);
    }

    private RunId aRunOfTasks(int chars) throws Exception {
        try (var model = ScriptedModel.builder().otherwise(answer("hello")).start();
                var os = system(model, workspace, state.resolve("k0")).build()) {
            var run = os.submit(Task.of("coding", text(0, chars))).await().run();
            os.followUp(run, text(1, chars)).await();
            os.followUp(run, text(2, chars)).await();
            return run;
        }
    }

    private static String text(int number, int chars) {
        return "task %d %s".formatted(number, "x".repeat(chars));
    }

    @Test
    void killedAtEachRecordOfItsLogThereIsNoForkOrAWholeOne() throws Exception {
        var run = aRunOfTasks(LONG_TASK_CHARS);
        int killed = 0;
        int forks = 0;
        for (int write = 1; write < WRITES_MAX; write++) {
            var found = killedAt("write" + write, run, write, 0);
            if (found.ended()) {
                break;
            }
            killed++;
            forks += found.forks();
        }
        System.out.printf("counts: killed at each of %d records, %d forks%n", killed, forks);
        assertThat(killed).as("the pages alone are several").isBetween(4, WRITES_MAX - 2);
        assertThat(forks).as("what is on the disk when the first page is, is done").isPositive();
    }

    @Test
    void killedAtAnyMomentThereIsNoForkOrAWholeOne() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        var random = new Random(seed);
        var run = aRunOfTasks(10);
        long usual = killedAt("not", run, 0, 0).micros().orElseThrow();
        int ended = 0;
        int forks = 0;
        for (int i = 0; i < MOMENTS; i++) {
            var found = killedAt("moment" + i, run, 0, 1 + random.nextLong(usual));
            ended += found.ended() ? 1 : 0;
            forks += found.forks();
        }
        System.out.printf(
                "counts: killed at %d random moments, %d of them too late, %d forks, seed %d%n",
                MOMENTS, ended, forks, seed);
    }

    /// @param micros how long it took, if the process came to its end
    private record Found(OptionalLong micros, int forks) {
        boolean ended() {
            return micros.isPresent();
        }
    }

    private Found killedAt(String name, RunId run, int write, long micros) throws Exception {
        var its = folder.resolve(name);
        KilledGoingBack.copy(workspace, its.resolve("workspace"));
        KilledGoingBack.copy(state, its.resolve("state"));
        var took = KilledGoingBack.run(its, run, KilledGoingBack.Way.FORK, write, micros);
        try (var model = ScriptedModel.builder().otherwise(answer("and on")).start();
                var os = system(model, its.resolve("workspace"), its.resolve("state/k0")).build()) {
            var runs = os.state().runs().all();
            assertThat(runs).as(name).hasSizeBetween(took.isPresent() ? 2 : 1, 2);
            for (var row : runs) {
                assertThat(os.state().threads().get(row.thread()).orElseThrow().status())
                        .as(name)
                        .isEqualTo(ThreadStatus.COMPLETED);
                assertThat(pages(os.state(), row.id())).as(name).isEqualTo(pages(os.state(), run));
            }
            assertThat(its.resolve("workspace/a.txt")).hasContent("alpha");
            var last = runs.getLast().id();
            assertThat(os.followUp(last, "go on").await().text()).isEqualTo("and on");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("task 0", "task 2", "go on");
            assertThat(model.violations()).isEmpty();
            assertThat(os.fork(run, OptionalLong.empty()))
                    .as("forked once more")
                    .isNotEqualTo(last);
            return new Found(took, runs.size() - 1);
        }
    }

    /// What each page is, but for its number.
    private static List<String> pages(KernelState state, RunId run) {
        var thread = state.threads().ofRun(run).orElseThrow().id();
        return state.contexts().segments(thread).stream().map(ForkKillTest::page).toList();
    }

    private static String page(SegmentRow row) {
        return "%s %s %s".formatted(row.tag(), row.tokens(), row.sha256());
    }
}
