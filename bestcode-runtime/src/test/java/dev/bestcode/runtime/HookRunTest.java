package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.HookSpec.Moment;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.PromptFolder;
import dev.bestcode.tools.Skills;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Hooks in a whole system, as programs in its sandbox.
@Timeout(300)
class HookRunTest {
    private static final String WRITE = "{\"path\":\"made.txt\",\"content\":\"x\"}";

    /// Not what is tested, but for the one that sleeps.
    private static final int SECONDS = 100;

    @TempDir private Path folder;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Path workspace = Path.of("");

    @BeforeEach
    void files() throws IOException {
        workspace = Files.createDirectory(folder.toRealPath().resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "alpha");
    }

    private static HookSpec hook(Moment moment, String tool, String script) {
        return new HookSpec(
                moment,
                tool.isEmpty() ? List.of() : List.of(tool),
                List.of("sh", "-c", script),
                SECONDS);
    }

    private static Organism organism(HookSpec... hooks) {
        var organism =
                Organism.named("o")
                        .profile(
                                new ProfileSpec(
                                        "coding",
                                        List.of(
                                                "coder",
                                                "file-read",
                                                "file-write",
                                                "grep",
                                                "glob",
                                                "skill"),
                                        Map.of("file-write", Permission.AUTO),
                                        List.of()));
        List.of(hooks).forEach(organism::hook);
        return organism.build();
    }

    private BestCodeBuilder system(ScriptedModel model, HookSpec... hooks) {
        return BestCode.builder()
                .organism(organism(hooks))
                .storage(FileStorage.inMemory())
                .hookWords(told::add)
                .llm(AnthropicClient.builder().apiKey("key").baseUrl(model.baseUrl()).build())
                .tools(NativeTools.in(Workspace.at(workspace)));
    }

    private static String last(ScriptedModel model) {
        return Json.text(model.requests().getLast().body().requireArray("messages"));
    }

    private String run(Step call, HookSpec... hooks) throws Exception {
        try (var model = ScriptedModel.start(call, answer("Done."));
                var os = system(model, hooks).build()) {
            assertThat(os.submit(Task.of("coding", "go")).await().status())
                    .isEqualTo(RunStatus.DONE);
            assertThat(model.violations()).isEmpty();
            return last(model);
        }
    }

    @Test
    void aNoIsTheAnswerOfTheCallWhichIsNotMade() throws Exception {
        var read =
                run(
                        calls(tool("file-write", WRITE)),
                        hook(Moment.BEFORE_TOOL, "file-write", "echo not here >&2; exit 2"));

        assertThat(read).contains("is_error", "file-write was not called", "not here");
        assertThat(workspace.resolve("made.txt")).doesNotExist();
    }

    @Test
    void aHookThatFailsLetsNoCallThroughWhicheverWayItFails() throws Exception {
        var slow =
                new HookSpec(
                        Moment.BEFORE_TOOL, List.of("glob"), List.of("sh", "-c", "sleep 60"), 1);
        var absent =
                new HookSpec(Moment.BEFORE_TOOL, List.of("grep"), List.of("/no/such/program"), 10);
        var read =
                run(
                        calls(
                                tool("file-write", WRITE),
                                tool("glob", "{\"pattern\":\"*\"}"),
                                tool("grep", "{\"pattern\":\"alpha\"}"),
                                tool("file-read", "{\"path\":\"a.txt\"}")),
                        hook(Moment.BEFORE_TOOL, "file-write", "echo boom >&2; exit 1"),
                        slow,
                        absent,
                        hook(Moment.BEFORE_TOOL, "file-read", "echo '{\"decision\":\"block\"}'"));

        assertThat(workspace.resolve("made.txt")).doesNotExist();
        assertThat(read)
                .contains("it ended with 1: boom", "it took longer than 1 s")
                .contains("it did not start", "a member 'decision'")
                .doesNotContain("alpha\\n")
                .doesNotContain("a.txt:1");
    }

    @Test
    void hooksAreToldTheCallAndAddWordsBehindItsAnswer() throws Exception {
        var read =
                run(
                        calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                        hook(
                                Moment.BEFORE_TOOL,
                                "",
                                "cat > before.json; echo '{\"context\":\"before words\"}'"),
                        hook(
                                Moment.AFTER_TOOL,
                                "file-read",
                                "cat > after.json; echo '{\"context\":\"after words\"}'"));

        assertThat(read).containsSubsequence("alpha", "before words", "after words");
        var before = Json.parseObject(Files.readString(workspace.resolve("before.json")));
        assertThat(before.requireString("event")).isEqualTo("before_tool");
        assertThat(before.requireString("tool")).isEqualTo("file-read");
        assertThat(before.object("arguments").orElseThrow().requireString("path"))
                .isEqualTo("a.txt");
        var after = Json.parseObject(Files.readString(workspace.resolve("after.json")));
        assertThat(after.object("outcome").orElseThrow().requireString("text")).contains("alpha");
    }

    @Test
    void aNoBehindACallMakesItAFailureAndWhatItDidStays() throws Exception {
        var read =
                run(
                        calls(tool("file-write", WRITE)),
                        hook(Moment.AFTER_TOOL, "file-write", "echo no tabs please >&2; exit 2"));

        assertThat(read).contains("is_error", "no tabs please");
        assertThat(workspace.resolve("made.txt")).exists();
    }

    @Test
    void aYesOpensNothing() throws Exception {
        var read =
                run(
                        calls(tool("command-exec", "{\"command\":\"ls\"}")),
                        hook(Moment.BEFORE_TOOL, "", "echo '{\"context\":\"allowed\"}'"));

        assertThat(read).contains("is_error").doesNotContain("allowed");
    }

    @Test
    void aHookInsideTheProjectsOwnFolderIsStartedAndALinkToOneIsNot() throws Exception {
        var hooks = Files.createDirectories(workspace.resolve(".bestcode/hooks"));
        var guard =
                Files.writeString(hooks.resolve("guard.sh"), "#!/bin/sh\necho guarded >&2; exit 2");
        assertThat(guard.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(hooks.resolve("link.sh"), guard);

        var read =
                run(
                        calls(tool("file-write", WRITE), tool("file-read", "{\"path\":\"a.txt\"}")),
                        new HookSpec(
                                Moment.BEFORE_TOOL,
                                List.of("file-write"),
                                List.of(".bestcode/hooks/guard.sh")),
                        new HookSpec(
                                Moment.BEFORE_TOOL,
                                List.of("file-read"),
                                List.of(".bestcode/hooks/link.sh")));

        assertThat(read).contains("guarded", "link.sh is no program").doesNotContain("alpha");
    }

    @Test
    void wordsOfAStartArePutBehindTheTask() throws Exception {
        var read =
                run(
                        calls(tool("grep", "{\"pattern\":\"x\"}")),
                        hook(Moment.RUN_START, "", "echo '{\"context\":\"It is Monday.\"}'"));

        assertThat(read).containsSubsequence("go", "adds:", "It is Monday.");
    }

    @Test
    void aNoAtTheStartLeavesNoRun() throws Exception {
        for (var script : List.of("echo closed today >&2; exit 2", "exit 7")) {
            try (var model = ScriptedModel.start(answer("never"));
                    var os = system(model, hook(Moment.RUN_START, "", script)).build()) {
                assertThatThrownBy(() -> os.submit(Task.of("coding", "go")))
                        .isInstanceOf(HookRefusedException.class)
                        .hasMessageContaining(script.contains("2") ? "closed today" : "with 7");
                assertThat(os.state().runs().all()).isEmpty();
                assertThat(model.requests()).isEmpty();
            }
        }
    }

    @Test
    void theEndOfARunIsToldOnceAndACloseWaitsForIt() throws Exception {
        run(
                calls(tool("grep", "{\"pattern\":\"x\"}")),
                hook(
                        Moment.RUN_END,
                        "",
                        "cat >> ends.json; echo >> ends.json; echo tests are red >&2; exit 2"));

        assertThat(told).singleElement().asString().contains("tests are red");
        var ends = Files.readAllLines(workspace.resolve("ends.json"));
        assertThat(ends).hasSize(1);
        var end = Json.parseObject(ends.getFirst());
        assertThat(end.requireString("status")).isEqualTo("done");
        assertThat(end.requireString("text")).isEqualTo("Done.");
    }

    @Test
    void aReplayIsTheSameAndRunsNoHook() throws Exception {
        var count = hook(Moment.BEFORE_TOOL, "", "echo x >> count; echo '{\"context\":\"seen\"}'");
        var end = hook(Moment.RUN_END, "", "echo end >> count");
        try (var model =
                        ScriptedModel.start(
                                calls(
                                        tool("file-read", "{\"path\":\"a.txt\"}"),
                                        tool("file-write", WRITE)),
                                calls(tool("grep", "{\"pattern\":\"alpha\"}")),
                                answer("Done."));
                var os = system(model, count, end).build()) {
            var run = os.submit(Task.of("coding", "go")).await().run();

            assertThat(os.replay(run)).isInstanceOf(ReplayResult.Same.class);
        }
        assertThat(Files.readAllLines(workspace.resolve("count")))
                .containsExactly("x", "x", "x", "end");
    }

    @Test
    void aSkillIsALineOfThePromptAndIsToldWhenItIsAskedFor() throws Exception {
        var skill = Files.createDirectories(workspace.resolve("skills/release"));
        Files.writeString(
                skill.resolve("SKILL.md"),
                "---\ndescription: How a release is made\n---\nTag it twice.");
        var skills = Skills.in(List.of(PromptFolder.ofProject(workspace, "skills")));
        try (var model =
                        ScriptedModel.start(
                                calls(tool("skill", "{\"name\":\"release\"}")), answer("Done."));
                var os =
                        system(model)
                                .tools(NativeTools.in(Workspace.at(workspace)).withSkills(skills))
                                .build()) {
            var run = os.submit(Task.of("coding", "release it")).await().run();

            var first = Json.text(model.requests().getFirst().body());
            assertThat(first)
                    .contains("- release: How a release is made", "\"skill\"")
                    .doesNotContain("Tag it twice.");
            assertThat(last(model)).contains("Tag it twice.");
            assertThat(os.replay(run)).isInstanceOf(ReplayResult.Same.class);
        }
    }

    @Test
    void withoutSkillsNothingIsSaidOfThem() throws Exception {
        try (var model = ScriptedModel.start(answer("Done."));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "go")).await().run();

            assertThat(Json.text(model.requests().getFirst().body()))
                    .doesNotContainIgnoringCase("skill");
            assertThat(os.replay(run)).isInstanceOf(ReplayResult.Same.class);
        }
    }

    @Test
    void whatWasToldOfSkillsIsTakenFromTheLogWhereThereAreNoneAnyMore() throws Exception {
        var kernel = FileStorage.at(folder.resolve("kernel"));
        var skill = Files.createDirectories(workspace.resolve("skills/a"));
        Files.writeString(skill.resolve("SKILL.md"), "---\ndescription: d\n---\nx");
        var skills = Skills.in(List.of(PromptFolder.ofProject(workspace, "skills")));
        try (var model =
                ScriptedModel.start(calls(tool("grep", "{\"pattern\":\"x\"}")), answer("Done."))) {
            dev.bestcode.api.kernel.RunId run;
            try (var os =
                    system(model)
                            .storage(kernel)
                            .tools(NativeTools.in(Workspace.at(workspace)).withSkills(skills))
                            .build()) {
                run = os.submit(Task.of("coding", "go")).await().run();
            }
            try (var os = system(model).storage(kernel).build()) {
                assertThat(os.replay(run)).isInstanceOf(ReplayResult.Same.class);
            }
        }
    }
}
