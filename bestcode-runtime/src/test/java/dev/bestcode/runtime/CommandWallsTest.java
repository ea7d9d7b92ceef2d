package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.ChildNotes;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CommandWallsTest {
    private static final Sandbox.Request REQUEST =
            new Sandbox.Request(
                    Path.of("/bin/true"),
                    List.of("true"),
                    Path.of("/"),
                    Map.of(),
                    "p",
                    CommandGrants.NONE,
                    Sandbox.Limits.DEFAULT,
                    true);

    @TempDir private Path folder;

    @Test
    void theyAreRaisedWhenTheyAreFirstAskedForAndToldOfOnce() {
        var told = new ArrayList<StandingWalls>();
        var made = new ArrayList<Sandbox>();
        try (var walls =
                new CommandWalls(
                        () -> {
                            made.add(new NoSandbox("not here"));
                            return made.getFirst();
                        },
                        told::add)) {
            assertThat(made).isEmpty();
            assertThat(walls.contains(CommandGrants.NONE)).isFalse();
            assertThat(walls.walls(CommandGrants.NONE)).hasSize(1);
        }
        assertThat(made).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void whereTheyCannotBeSetUpNothingStartsWithThatReason() {
        try (var walls =
                new CommandWalls(
                        () -> {
                            throw new UncheckedIOException("the disk is full", new IOException());
                        },
                        _ -> {})) {
            assertThatThrownBy(() -> walls.start(REQUEST, _ -> {}))
                    .isInstanceOf(SandboxException.class)
                    .hasMessage("the disk is full");
            assertThat(walls.walls(CommandGrants.NONE).getFirst().reason())
                    .isEqualTo("the disk is full");
        }
    }

    @Test
    void aRunWithoutCommandsRaisesNone() throws Exception {
        var told = new ArrayList<StandingWalls>();
        try (var model = ScriptedModel.start(answer("done"));
                var os = system(model, natives()).walls(told::add).build()) {
            os.submit(Task.of("coding", "x")).await();
        }
        assertThat(told).isEmpty();
        assertThat(folder.resolve("state/sandbox")).doesNotExist();
    }

    @Test
    void theSandboxThatToolsWereGivenIsUsedAndNoOther() throws Exception {
        try (var model = asking();
                var os =
                        system(
                                        model,
                                        natives()
                                                .withSandbox(
                                                        new NoSandbox("given"), ChildNotes.NONE))
                                .approveAll(true)
                                .build()) {
            os.submit(Task.of("coding", "x")).await();
            assertThat(os.walls().walls().getFirst().reason()).isEqualTo("given");
            assertThat(told(model)).contains("given");
        }
        assertThat(folder.resolve("state/sandbox")).doesNotExist();
    }

    @Test
    void aFolderOfTheWorkspaceIsNoPlaceForWhatIsPrivateToChildren() throws Exception {
        try (var model = asking();
                var os =
                        system(model, natives())
                                .storage(FileStorage.inMemory())
                                .environment(
                                        Map.of(
                                                "XDG_STATE_HOME",
                                                folder.resolve("workspace/state").toString()))
                                .approveAll(true)
                                .build()) {
            os.submit(Task.of("coding", "x")).await();
            assertThat(told(model)).contains("must lie outside the workspace", "XDG_STATE_HOME");
        }
    }

    @Test
    void aProfileThatRequiresWallsStartsNothingWhereTheToolsHaveNone() throws Exception {
        try (var model = asking();
                var os =
                        system(
                                        model,
                                        natives()
                                                .withSandbox(
                                                        new NoSandbox("no walls"), ChildNotes.NONE))
                                .organism(organism(SandboxSpec.REQUIRED))
                                .approveAll(true)
                                .build()) {
            os.submit(Task.of("coding", "x")).await();
            assertThat(told(model)).contains("no walls");
        }
    }

    private static String told(ScriptedModel model) {
        return Json.text(model.requests().getLast().body());
    }

    private static ScriptedModel asking() throws IOException {
        return ScriptedModel.start(
                calls(tool("command-exec", "{\"command\":\"git status\"}")), answer("done"));
    }

    private static Organism organism(SandboxSpec sandbox) {
        return Organism.named("o")
                .profile(
                        new ProfileSpec(
                                        "coding",
                                        List.of("coder", "command-exec"),
                                        Map.of("command-exec", Permission.AUTO),
                                        List.of("git"))
                                .withSandbox(sandbox))
                .build();
    }

    private NativeTools natives() throws IOException {
        return NativeTools.in(Workspace.at(Files.createDirectories(folder.resolve("workspace"))));
    }

    private BestCodeBuilder system(ScriptedModel model, NativeTools natives) {
        return BestCode.builder()
                .organism(organism(SandboxSpec.DEFAULT))
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(natives)
                .stateIn(folder.resolve("state"));
    }
}
