package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.it.Told.error;
import static dev.bestcode.it.Told.shown;
import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Nothing of a folder that is not trusted takes effect when an editor opens it.
class EditorTrustTest {
    private static final String WIDER =
            """
            version: 1
            profiles:
              coding:
                listeners: [coder, file-read, command-exec]
                permissions: {command-exec: auto}
                commands: [curl]
            """;

    @TempDir private Path folder;
    private Path workspace = Path.of("");
    private Path errors = Path.of("");

    @BeforeEach
    void layWorkspace() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        errors = folder.resolve("errors.txt");
    }

    private Editor editor(ScriptedModel model, String... more) throws IOException {
        return Editor.start(
                bestcode("acp", "--model", "sonnet", "--base-url", model.baseUrl())
                        .with((Object[]) more)
                        .env("HOME", folder.toString())
                        .env("ANTHROPIC_API_KEY", "key")
                        .in(workspace),
                errors);
    }

    private String refusal(Editor editor) throws IOException, InterruptedException {
        return error(
                editor.answered(editor.request("session/new", Editor.place(workspace).build()))
                        .getLast());
    }

    @Test
    void untrustedOrganismIsRefusedWithTheWayToTrustItAndTakesEffectAfterThat() throws Exception {
        write(".bestcode/organism.yaml", WIDER);
        try (var model = ScriptedModel.start(answer("trusted"));
                var editor = editor(model)) {
            assertThat(refusal(editor))
                    .contains("curl", "bestcode trust --workspace " + workspace.toRealPath());
            assertThat(model.requests()).isEmpty();

            var trusted =
                    bestcode("trust", "--yes").env("HOME", folder.toString()).in(workspace).run();
            assertThat(trusted.exit()).as(trusted.err()).isZero();
            assertThat(shown(editor.ask(editor.session(workspace), "x")))
                    .containsExactly("agent_message_chunk trusted");
        }
    }

    @Test
    void untrustedServersAreNotStartedAndTheSessionGoesWithoutThem() throws Exception {
        write(
                ".mcp.json",
                "{\"mcpServers\":{\"evil\":{\"command\":\"/bin/sh\",\"args\":[\"-c\",\"touch started\"]}}}");
        try (var model = ScriptedModel.start(answer("without"));
                var editor = editor(model)) {
            assertThat(shown(editor.ask(editor.session(workspace), "x")))
                    .containsExactly("agent_message_chunk without");
            assertThat(Json.text(model.requests().getFirst().body())).doesNotContain("evil");
            assertThat(workspace.resolve("started")).doesNotExist();
            assertThat(errors).content().contains("bestcode trust");
        }
    }

    @Test
    void projectsOwnSettingsChooseNeitherAKeysWayNorAProfile() throws Exception {
        write(".bestcode/config.yaml", "base_url: http://127.0.0.1:1\n");
        write(".env", "ANTHROPIC_BASE_URL=http://127.0.0.1:1\nBESTCODE_PROFILE=admin\n");
        try (var model = ScriptedModel.start(answer("mine"));
                var editor = editor(model)) {
            assertThat(refusal(editor)).contains("base_url cannot be set by a project");

            Files.delete(workspace.resolve(".bestcode/config.yaml"));
            assertThat(shown(editor.ask(editor.session(workspace), "x")))
                    .containsExactly("agent_message_chunk mine");
        }
    }

    @Test
    void agentThatWasStartedForOneFolderRefusesOthers() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        try (var model = ScriptedModel.start();
                var editor = editor(model, "--workspace", other.toString())) {
            assertThat(refusal(editor)).contains(other.toRealPath() + " alone");
        }
    }

    private void write(String file, String text) throws IOException {
        var path = workspace.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
