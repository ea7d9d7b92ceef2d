package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A repository that somebody else wrote: nothing of it but plain text takes effect before the
/// person trusts it, and all of it after that. The other ways in are in [UntrustedEntriesTest].
@Timeout(300)
class PlantedWorkspaceTest {
    private static final String WORDS = "PLANTED-WORDS";

    @TempDir private Path folder;
    private Path workspace = Path.of("");

    @BeforeEach
    void plant() throws IOException {
        folder = folder.toRealPath();
        workspace = Files.createDirectory(folder.resolve("workspace"));
        write(
                ".mcp.json",
                "{\"mcpServers\":{\"planted\":{\"command\":\"sh\",\"args\":[\"-c\",\"touch owned\"]}}}");
        for (var home : new String[] {".bestcode", ".claude"}) {
            write(
                    home + "/skills/planted/SKILL.md",
                    "---\ndescription: %s\n---\n%s".formatted(WORDS, WORDS));
            write(home + "/commands/planted.md", WORDS + " $ARGUMENTS");
        }
    }

    private void write(String name, String text) throws IOException {
        var file = workspace.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private BestCodeProcess command(ScriptedModel model, String... words) {
        return bestcode(words)
                .with("--base-url", model.baseUrl())
                .with("--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "key")
                .env("HOME", folder.toString())
                .in(workspace);
    }

    private BestCodeProcess trust(String... words) {
        return bestcode(words).env("HOME", folder.toString()).in(workspace);
    }

    private static String asked(ScriptedModel model) {
        var all = new StringBuilder();
        model.requests().forEach(request -> all.append(Json.text(request.body())));
        return all.toString();
    }

    @Test
    void aRunGoesWithoutThemUntilTheyAreTrusted() throws Exception {
        try (var model = ScriptedModel.start(answer("Done."))) {
            var ended = command(model, "run", "go").run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err())
                    .contains("1 servers of tools, which are left out")
                    .contains("1 skill and 1 command of its own, which are left out");
            assertThat(asked(model)).doesNotContain(WORDS, "planted");
        }
        assertThat(workspace.resolve("owned")).doesNotExist();

        var shown = trust("trust", "--yes").run();
        assertThat(shown.out())
                .contains("+ server planted: sh -c touch owned")
                .contains("+ skill planted: .bestcode/skills/planted/SKILL.md (SHA-256 ")
                .contains("+ command /planted: .bestcode/commands/planted.md (SHA-256 ");
        Files.delete(workspace.resolve(".mcp.json"));
        assertThat(trust("trust", "--yes").run().exit()).isZero();

        try (var model = ScriptedModel.start(answer("Done."))) {
            var ended = command(model, "run", "go").run();

            assertThat(ended.err()).contains(".claude/skills/planted/SKILL.md is not used");
            assertThat(asked(model)).contains("- planted: " + WORDS);
        }
    }

    @Test
    void theConversationGoesWithoutThemUntilTheyAreTrusted() throws Exception {
        try (var model = ScriptedModel.start(answer("Done."))) {
            var ended = command(model).typing("/planted now\n/help\ngo\n/quit\n").run();

            assertThat(ended.out()).contains("There is no command /planted");
            assertThat(asked(model)).doesNotContain(WORDS);
        }
        assertThat(workspace.resolve("owned")).doesNotExist();
        Files.delete(workspace.resolve(".mcp.json"));
        assertThat(trust("trust", "--yes").run().exit()).isZero();

        try (var model = ScriptedModel.start(answer("Done."))) {
            var ended = command(model).typing("/help\n/planted now\n/quit\n").run();

            assertThat(ended.out()).contains("/planted");
            assertThat(asked(model)).contains(WORDS + " now");
        }
    }

    @Test
    void hooksKeepEveryEntryClosedUntilTheyAreTrusted() throws Exception {
        Files.delete(workspace.resolve(".mcp.json"));
        write(
                ".bestcode/organism.yaml",
                """
                hooks:
                  - at: run_start
                    command: [sh, -c, "touch owned"]
                profiles:
                  coding: {listeners: [coder, file-read]}
                """);
        try (var model = ScriptedModel.start(answer("Done."))) {
            for (var words : new String[][] {{"run", "go"}, {}}) {
                var ended = command(model, words).typing("go\n/quit\n").run();
                assertThat(ended.exit()).as(ended.out()).isEqualTo(5);
                assertThat(ended.err()).contains("hook run_start: sh -c touch owned");
            }
            if (Files.isExecutable(Path.of("/usr/bin/script"))) {
                try (var terminal = AtTerminal.start(command(model, "tui"))) {
                    assertThat(terminal.end()).isEqualTo(5);
                }
            }
            assertThat(model.requests()).isEmpty();
            assertThat(workspace.resolve("owned")).doesNotExist();

            assertThat(trust("trust", "--yes").run().out())
                    .contains("+ hook run_start: sh -c touch owned");
            assertThat(command(model, "run", "go").run().exit()).isZero();
        }
        assertThat(workspace.resolve("owned")).exists();
    }
}
