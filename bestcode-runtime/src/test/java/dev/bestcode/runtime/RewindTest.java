package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
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

/// A person goes back in a run: files and conversation are as they were, and another future begins.
@Timeout(120)
class RewindTest {
    private static final OptionalLong LAST_TASK = OptionalLong.empty();

    @TempDir private Path folder;
    private Path workspace;
    private Path state;

    @BeforeEach
    void directories() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        state = folder.resolve("state");
        Files.writeString(workspace.resolve("a.txt"), "alpha");
        Files.createDirectories(workspace.resolve(".git"));
        Files.writeString(workspace.resolve(".git/HEAD"), "ref: refs/heads/main");
    }

    private BestCodeBuilder system(ScriptedModel model) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .approveAll(true)
                .stateIn(state);
    }

    private static Step write(String path, String content) {
        return calls(
                tool(
                        "file-write",
                        Json.text(
                                JsonObject.builder()
                                        .put("path", path)
                                        .put("content", content)
                                        .build())));
    }

    private static Step run(String command) {
        return calls(
                tool(
                        "command-exec",
                        Json.text(JsonObject.builder().put("command", command).build())));
    }

    private String said(ScriptedModel model) {
        return Json.text(model.requests().getLast().body().requireArray("messages"));
    }

    @Test
    void theLastTaskIsUndoneInFilesAndWordsAndAnotherFutureBegins() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                write("made.txt", "by the first"),
                                answer("first done"),
                                run("git mv -f a.txt b.txt"),
                                run("cp made.txt copy.txt"),
                                run("rm made.txt"),
                                answer("second done"),
                                answer("third done"));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "first task")).await().run();
            os.followUp(run, "second task").await();
            assertThat(os.changes(run)).isNotEmpty();

            var done = os.rewind(run, LAST_TASK);

            assertThat(done.problems()).isEmpty();
            assertThat(workspace.resolve("made.txt")).hasContent("by the first");
            assertThat(workspace.resolve("copy.txt")).doesNotExist();
            var fork = done.fork().orElseThrow();
            os.followUp(fork, "third task").await();
            assertThat(said(model))
                    .contains("first task", "first done", "third task")
                    .doesNotContain("second");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void goingBackTwiceAndForwardAgainAcrossProcesses() throws Exception {
        RunId run;
        try (var model =
                        ScriptedModel.start(
                                write("f", "one"), answer("1"), write("f", "two"), answer("2"));
                var os = system(model).build()) {
            run = os.submit(Task.of("coding", "write one")).await().run();
            os.followUp(run, "write two").await();
        }
        RunId fork;
        try (var model = ScriptedModel.start(answer("nothing"));
                var os = system(model).build()) {
            fork = os.rewind(run, LAST_TASK).fork().orElseThrow();
            assertThat(workspace.resolve("f")).hasContent("one");
        }
        try (var model = ScriptedModel.start(answer("nothing"));
                var os = system(model).build()) {
            assertThat(os.rewind(fork, LAST_TASK).problems()).isEmpty();
            assertThat(workspace.resolve("f")).doesNotExist();
            assertThat(os.forward(fork).fork()).isEmpty();
            assertThat(workspace.resolve("f")).hasContent("one");
            os.forward(run);
            assertThat(workspace.resolve("f")).hasContent("two");
            assertThat(Files.readString(workspace.resolve(".git/HEAD")))
                    .isEqualTo("ref: refs/heads/main");
        }
    }

    @Test
    void aForkHasTheSamePrefixAndLeavesTheWorkspaceAndTheOtherRun() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                write("f", "one"),
                                answer("first done"),
                                answer("in the fork"),
                                answer("in the other"));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "first task")).await().run();
            var before = model.requests().getLast().body().requireArray("messages").values();

            var fork = os.fork(run, OptionalLong.empty());
            os.followUp(fork, "another way").await();
            var inFork = model.requests().getLast().body();
            os.followUp(run, "go on").await();

            assertThat(withoutCacheMarks(inFork.requireArray("messages").values()))
                    .startsWith(withoutCacheMarks(before));
            assertThat(said(model)).contains("go on").doesNotContain("another way");
            assertThat(workspace.resolve("f")).hasContent("one");
            assertThat(model.violations()).isEmpty();
            assertThat(os.state().runs().all()).hasSize(2);
            ReplayTest.same(os.replay(fork));
            ReplayTest.same(os.replay(run));
        }
    }

    /// Without the bracket at its end, so that one may begin with another.
    private static String withoutCacheMarks(List<JsonValue> messages) {
        var text = Json.text(new JsonArray(messages));
        return text.substring(0, text.length() - 1)
                .replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "");
    }

    @Test
    void whatCannotBeGoneBackToSaysWhy() throws Exception {
        try (var model = ScriptedModel.start(answer("done"));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "x")).await().run();

            assertThatThrownBy(() -> os.rewind(new RunId("r-none"), LAST_TASK))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> os.rewind(run, OptionalLong.of(1_000_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no message 1000000");
            assertThat(os.rewind(run, LAST_TASK).changes()).isEqualTo(List.of());
        }
    }
}
