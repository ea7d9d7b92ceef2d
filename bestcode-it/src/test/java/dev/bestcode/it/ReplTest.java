package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// The conversation, with its lines piped in.
class ReplTest {
    @TempDir private Path folder;

    @Test
    void linesAreTasksOfOneConversationUntilQuit() throws Exception {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        var organism =
                Files.writeString(
                        folder.resolve("o.yaml"),
                        """
                        profiles:
                          coding:
                            listeners: [coder, command-exec]
                            permissions: {command-exec: prompt}
                            commands: [git]
                        """);
        try (var model =
                ScriptedModel.start(
                        calls(tool("command-exec", "{\"command\":\"git init made\"}")),
                        answer("First answer."),
                        answer("Second answer."))) {
            var ended =
                    bestcode("--base-url", model.baseUrl())
                            .with("--data-dir", folder.resolve("state"), "--organism", organism)
                            .typing(
                                    """
                                    don't "quote" this
                                    /help
                                    /nonsense
                                    and then?
                                    /explain
                                    /explain toolu_1
                                    /quit
                                    """)
                            .env("ANTHROPIC_API_KEY", "key")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains("→ command-exec git init made")
                    .contains("denied: ", "nobody is at a terminal")
                    .contains("say which call", "rule     permission prompt", "denied by")
                    .containsSubsequence("First answer.", "/quit", "/nonsense", "Second answer.");
            assertThat(workspace.resolve("made")).doesNotExist();
            assertThat(Json.text(model.requests().getLast().body().requireArray("messages")))
                    .contains("don't \\\"quote\\\" this")
                    .contains("First answer.")
                    .contains("and then?");
            assertThat(model.violations()).isEmpty();
        }
    }
}
