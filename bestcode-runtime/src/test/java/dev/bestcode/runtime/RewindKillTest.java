package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that is killed while it goes back leaves, once the next one has begun, the workspace
/// and the runs of before or those of after, and nothing between.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RewindKillTest {
    private static final int MOMENTS = Boolean.getBoolean("bestcode.long") ? 100 : 4;
    private static final int FILES = 60;
    private static final int WRITES_MAX = 40;

    @TempDir private Path folder;
    private Path workspace;
    private Path state;
    private RunId run;
    private List<String> old;
    private List<String> back;

    @BeforeEach
    void aRunWithTwoTasks() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        state = folder.resolve("state");
        for (int i = 0; i < FILES; i++) {
            Files.createDirectories(workspace.resolve("d" + i % 7));
            Files.writeString(workspace.resolve("d" + i % 7 + "/f" + i), "content " + i);
        }
        try (var model =
                        ScriptedModel.start(
                                answer("hello"),
                                calls(command("cp -r d0 copy")),
                                calls(command("rm -r d1 d2")),
                                calls(command("mv d3 copy/moved")),
                                answer("done"));
                var os = system(model, workspace, state.resolve("k0")).build()) {
            run = os.submit(Task.of("coding", "hello")).await().run();
            back = tree(workspace);
            os.followUp(run, "change everything").await();
            old = tree(workspace);
        }
        assertThat(old).isNotEqualTo(back);
    }

    private static Step.ToolCall command(String command) {
        return tool("command-exec", "{\"command\":\"%s\"}".formatted(command));
    }

    private static BestCodeBuilder system(ScriptedModel model, Path workspace, Path kernel) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .approveAll(true)
                .commands(
                        (_, _, words, _) ->
                                CommandPolicy.Decision.Run.as(
                                        Path.of("/bin", words.getFirst()), words))
                .stateAt(kernel);
    }

    @Test
    void killedAtEachRecordOfItsLogItIsAllOrNothing() throws Exception {
        int killed = 0;
        for (int write = 1; write < WRITES_MAX; write++) {
            if (killedAt("write" + write, write, 0)) {
                break;
            }
            killed++;
        }
        System.out.printf("counts: killed at each of %d records%n", killed);
        assertThat(killed).isBetween(4, WRITES_MAX - 2);
    }

    @Test
    void killedAtAnyMomentItIsAllOrNothing() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        System.out.printf("counts: killed at %d random moments, seed %d%n", MOMENTS, seed);
        var random = new Random(seed);
        for (int i = 0; i < MOMENTS; i++) {
            killedAt("moment" + i, 0, 1 + random.nextLong(400_000));
        }
    }

    /// @return whether it came to its end
    private boolean killedAt(String name, int write, long micros) throws Exception {
        var its = folder.resolve(name);
        KilledGoingBack.copy(workspace, its.resolve("workspace"));
        KilledGoingBack.copy(state, its.resolve("state"));
        boolean ended =
                KilledGoingBack.run(its, run, KilledGoingBack.Way.REWIND, write, micros)
                        .isPresent();
        try (var model = ScriptedModel.start(answer("and on"));
                var os = system(model, its.resolve("workspace"), its.resolve("state/k0")).build()) {
            var runs = os.state().runs().all();
            var now = tree(its.resolve("workspace"));
            assertThat(now).as(name).isEqualTo(runs.size() == 1 ? old : back);
            assertThat(ended && runs.size() == 1).as(name).isFalse();
            for (var row : runs) {
                assertThat(os.state().threads().get(row.thread()).orElseThrow().status())
                        .isEqualTo(ThreadStatus.COMPLETED);
            }
            RunRow last = runs.getLast();
            assertThat(os.followUp(last.id(), "go on").await().text()).isEqualTo("and on");
            assertThat(model.violations()).isEmpty();
        }
        return ended;
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted().map(path -> line(root, path)).toList();
        }
    }

    private static String line(Path root, Path path) {
        try {
            var name = root.relativize(path).toString();
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    ? "folder " + name
                    : "file " + name + " " + Sha256.of(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
