package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
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
                                    /srv/x, and then?
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
                    .contains("/srv/x, and then?");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void anotherModelHasTheSameConversationWhenAnEarlierKernelBecameFree() throws Exception {
        var earlier = kernel("k0");
        try (var model =
                ScriptedModel.start(
                        computed(
                                _ -> {
                                    earlier.close();
                                    return answer("First answer.");
                                }),
                        answer("Second answer."))) {
            var ended = talk(model, "remember this", "/model sonnet", "/cost", "and then?");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("From now on: sonnet", "Second answer.");
            var turns = ended.out().lines().filter(line -> line.startsWith("1 turns, ")).toList();
            var first = turns.getFirst().substring("1 turns, ".length());
            assertThat(ended.out().lines()).contains("› " + first); // what /cost says
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("remember this", "and then?");
        } finally {
            earlier.close();
        }
    }

    @Test
    void aModelThatCannotBeHadIsSaidAndTheConversationGoesOnWithTheOldOne() throws Exception {
        try (var model = ScriptedModel.start(answer("First."), answer("Second."))) {
            var ended =
                    conversation("remember this", "/model opus", "and then?", "/model")
                            .with("--model", "openai/old-one")
                            .env("OPENAI_BASE_URL", model.chatBaseUrl())
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsSubsequence(
                            "First.", "! ", "ANTHROPIC_API_KEY is not set", "Second.", "old-one");
            assertThat(ended.out()).doesNotContain("From now on");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("remember this", "and then?");
        }
    }

    @Test
    void filesThatCannotBeUsedAreSaidAndTheConversationGoesOn() throws Exception {
        try (var model =
                ScriptedModel.start(
                        organismBecomes("profiles: [typo"),
                        organismBecomes(
                                """
                                profiles:
                                  coding:
                                    listeners: [coder, command-exec]
                                    permissions: {command-exec: auto}
                                    commands: [git, curl]
                                """),
                        answer("third answer"))) {
            var ended =
                    talk(
                            model,
                            "first task",
                            "/tools",
                            "/profile researcher",
                            "/model sonnet",
                            "second task",
                            "/model sonnet",
                            "third task");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsSubsequence(
                            "organism.yaml", "written", "bestcode trust", "third answer");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("first task", "second task", "third task");
        }
    }

    @Test
    void anotherProfileBeginsAnotherConversation() throws Exception {
        try (var model = ScriptedModel.start(answer("First."), answer("Second."))) {
            var ended = talk(model, "first task", "/profile researcher", "/profile", "second task");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsSubsequence(
                            "A new conversation, profile researcher.", "researcher (this one)");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("second task")
                    .doesNotContain("first task");
        }
    }

    @Test
    void whatIsPipedComesPlainAndTheStatusIsThatOfTheLastTurn() throws Exception {
        try (var model =
                ScriptedModel.start(
                        answer("# Found\n\nIt is **bold** and `code`."), fault(status(400)))) {
            var ended =
                    conversation("where is it?", "and now?")
                            .with("--base-url", model.baseUrl())
                            .env("ANTHROPIC_API_KEY", "key")
                            .env("TERM", "xterm-256color")
                            .run();

            assertThat(ended.out()).contains("It is **bold** and `code`.").doesNotContain("\u001b");
            assertThat(ended.exit()).as(ended.out()).isEqualTo(6);
        }
    }

    private Step organismBecomes(String text) {
        return computed(
                _ -> {
                    try {
                        Files.createDirectories(folder.resolve("workspace/.bestcode"));
                        Files.writeString(
                                folder.resolve("workspace/.bestcode/organism.yaml"), text);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return answer("written");
                });
    }

    private BestCodeProcess.Result talk(ScriptedModel model, String... lines) throws Exception {
        return conversation(lines)
                .with("--base-url", model.baseUrl())
                .env("ANTHROPIC_API_KEY", "key")
                .run();
    }

    private BestCodeProcess conversation(String... lines) throws IOException {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        return bestcode("--data-dir", folder.resolve("state").toString())
                .typing(String.join("\n", lines) + "\n")
                .env("HOME", folder.toString())
                .in(workspace);
    }

    /// One that this process holds.
    private Kernel kernel(String name) {
        var directory = folder.resolve("state").resolve(name);
        return WalKernel.open(FileStorage.at(directory), KernelOptions.defaults());
    }
}
