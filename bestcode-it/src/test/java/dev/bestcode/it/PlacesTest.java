package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// What is the user's own, and the kernels, lie outside of what tools reach; or nothing begins.
class PlacesTest {
    private static final int CONFIGURATION = 3;

    @TempDir Path folder;
    private Path workspace = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void lay() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        outside = Files.createDirectory(folder.resolve("outside"));
    }

    @Test
    void configurationThatDoesNotExistYetIsNotMadeByATool() throws Exception {
        refused(
                ".config/bestcode/config.yaml",
                run().env("HOME", workspace.toString())
                        .env("XDG_STATE_HOME", outside.toString())
                        .in(workspace));
    }

    @Test
    void stateOfOtherWorkspacesIsOutOfReachToo() throws Exception {
        refused(
                ".local/state/bestcode/0123456789abcdef/k0/log/2.log",
                run().env("HOME", workspace.toString())
                        .env("XDG_CONFIG_HOME", outside.toString())
                        .with("--data-dir", outside.resolve("state"))
                        .in(workspace));
    }

    @Test
    void stateInAFolderOfTheWorkspaceIsRefusedHoweverItIsNamed() throws Exception {
        refused("state/k0/log/2.log", apart().with("--data-dir", "state").in(workspace));
        refused(
                "state/k0/log/2.log",
                apart().with("--data-dir", workspace.resolve("state")).in(workspace));
        var link = Files.createSymbolicLink(outside.resolve("link"), workspace);
        refused(
                "state/k0/log/2.log",
                apart().with("--data-dir", link.resolve("state")).in(workspace));
    }

    @Test
    void wholeMachineIsNoWorkspace() throws Exception {
        refused(
                outside.resolve("made").toString(),
                apart().with("--workspace", "/", "--data-dir", outside.resolve("state"))
                        .in(outside));
    }

    @Test
    void settingsThatLieInTheWorkspaceAreNotUsed() throws Exception {
        var planted = Files.createDirectories(workspace.resolve(".config/bestcode"));
        try (var model = ScriptedModel.start(answer("here are the models"))) {
            Files.writeString(
                    planted.resolve("config.yaml"), "base_url: '" + model.baseUrl() + "'\n");
            var result =
                    bestcode("models")
                            .env("ANTHROPIC_API_KEY", "key")
                            .env("HOME", workspace.toString())
                            .in(workspace)
                            .run();
            assertThat(result.err()).contains("lies in the workspace", "XDG_CONFIG_HOME");
            assertThat(result.exit()).isEqualTo(CONFIGURATION);
            assertThat(model.requests()).isEmpty();
        }
        var version = bestcode("--version").env("HOME", workspace.toString()).in(workspace).run();
        assertThat(version.exit()).as(version.err()).isZero();
    }

    /// With everything that is the user's elsewhere.
    private BestCodeProcess apart() {
        return run().env("HOME", outside.toString());
    }

    private static BestCodeProcess run() {
        return bestcode("run").env("ANTHROPIC_API_KEY", "key");
    }

    private void refused(String written, BestCodeProcess command) throws Exception {
        var write = "{\"path\":\"%s\",\"content\":\"base_url: 'http://there'\"}".formatted(written);
        try (var model = ScriptedModel.start(calls(tool("file-write", write)), answer("written"))) {
            var result = command.with("--base-url", model.baseUrl(), "x").run();
            assertThat(model.requests()).isEmpty();
            assertThat(result.err()).contains("lies in the workspace", "; ");
            assertThat(result.exit()).isEqualTo(CONFIGURATION);
            assertThat(workspace.resolve(written)).doesNotExist();
        }
    }
}
