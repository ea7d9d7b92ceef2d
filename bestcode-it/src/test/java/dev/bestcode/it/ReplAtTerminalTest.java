package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.say;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;

/// The conversation as a person has it. After each end the terminal is as it was.
class ReplAtTerminalTest extends AtTerminalBase {
    private static final String PROMPT = "\n›\n";
    private static final String ASKING = "allow it? [y]es once, [r]un, [a]lways, [n]o ›";

    @Test
    void aFirstStartAnAnswerInMarkdownAndQuit() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                answer("# Found\n\nIt is `a < b` and **bold**.\n\n- one\n- two"));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("where is it?\r");
            terminal.await("1 turns");
            var screen = terminal.await(text -> text.stripTrailing().endsWith("\n›"), "at rest");

            assertThat(screen)
                    .contains(
                            """
                            › where is it?
                            Found

                            It is a < b and bold.

                            • one
                            • two
                            1 turns,""");
            terminal.type("/quit\r");
            assertThat(terminal.end()).isZero();
            terminal.assertRestored();
        }
    }

    @Test
    void aCommandIsShownWithWhatItComesToAndRunsWhenAllowed() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                say("I'll make one.")
                                        .callTool(
                                                "command-exec", "{\"command\":\"git init made\"}"),
                                answer("Made."));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("make a repository\r");
            var screen = terminal.await(ASKING);
            assertThat(screen)
                    .containsSubsequence(
                            "› make a repository",
                            "I'll make one.",
                            "→ command-exec git init made",
                            "? command-exec asks to run",
                            "  program  /",
                            "  command  /",
                            "git --no-pager",
                            "init made",
                            "  in       /");
            assertThat(workspace.resolve("made")).doesNotExist();
            terminal.type("y\r");
            terminal.await("2 turns");
            assertThat(workspace.resolve("made")).isDirectory();
            terminal.type("\u0004");
            assertThat(terminal.end()).isZero();
            terminal.assertRestored();
        }
    }

    @Test
    void aLetterThatWasBegunBeforeTheQuestionAllowsNothing() throws Exception {
        try (var model =
                        ScriptedModel.builder()
                                .script(held("never shown"))
                                .otherwise(answer("read"))
                                .start();
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("begin\r");
            awaitModelAsked();
            terminal.type("y");
            terminal.await("› y");
            terminal.type("es, and look again\r");
            terminal.await("› yes, and look again");
            goOn.countDown();
            terminal.await("turns");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("yes, and look again");
            terminal.type("/quit\r");
            terminal.end();
        }
    }

    @Test
    void interruptStopsTheTurnAndTheConversationGoesOn() throws Exception {
        try (var model = ScriptedModel.start(held("late"), answer("Here again."));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("take your time\r");
            awaitModelAsked();
            terminal.await("at work, Ctrl-C stops");
            terminal.type("\u0003");
            terminal.await("stopped:");
            goOn.countDown();
            terminal.type("and now?\r");
            terminal.await("Here again.");
            assertThat(model.violations()).isEmpty();
            terminal.type("/quit\r");
            assertThat(terminal.end()).isZero();
            terminal.assertRestored();
        }
    }

    @Test
    void afterAResizeLinesFitTheNewWidth() throws Exception {
        var words = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi";
        try (var model = ScriptedModel.start(answer("ready"), answer(words));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("first\r");
            terminal.await("1 turns");
            terminal.resize(40, 12);
            terminal.type("greek\r");
            var screen = terminal.await("lambda mu nu xi");
            assertThat(screen.lines()).allMatch(line -> line.length() <= 40);
            assertThat(screen).contains("alpha beta gamma delta epsilon zeta eta\ntheta iota");
            terminal.resize(AtTerminal.COLUMNS, AtTerminal.ROWS);
            terminal.type("/quit\r");
            terminal.end();
            terminal.assertRestored();
        }
    }

    @Test
    void aKilledConversationLeavesTheTerminalAsItWasAndIsResumed() throws Exception {
        try (var model = ScriptedModel.start(held("lost"), answer("It was not lost."))) {
            try (var terminal = AtTerminal.start(command(model))) {
                terminal.await(PROMPT);
                terminal.type("remember this\r");
                awaitModelAsked();
                terminal.await("at work");
                kill(terminal);
                assertThat(terminal.end()).isEqualTo(137);
                terminal.assertRestored();
            }
            goOn.countDown();
            try (var terminal = AtTerminal.start(command(model))) {
                terminal.await("were left open: /resume goes on");
                terminal.type("/resume\r");
                terminal.await("It was not lost.");
                terminal.await("turns");
                terminal.type("/quit\r");
                assertThat(terminal.end()).isZero();
                terminal.assertRestored();
            }
            assertThat(Json.text(model.requests().getLast().body())).contains("remember this");
        }
    }

    @Test
    void filesAndCommandsAreCompletedAndHostileNamesAreNotOffered() throws Exception {
        Files.createDirectory(workspace.resolve("src"));
        Files.writeString(workspace.resolve("src/Slug.java"), "class Slug {}");
        Files.writeString(workspace.resolve("src/Sl\u001b[2Jug"), "");
        try (var model = ScriptedModel.start(answer("seen"));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("read @s\t");
            terminal.await("› read @src/");
            terminal.type("S\t");
            terminal.await("› read @src/Slug.java");
            terminal.type("\r");
            terminal.await("1 turns");
            assertThat(Json.text(model.requests().getLast().body())).contains("@src/Slug.java");
            terminal.type("/hel\t\r");
            terminal.await("Alt-Enter");
            terminal.type("/quit\r");
            terminal.end();
        }
    }

    @Test
    void nothingThatAModelSaysMovesTheTerminal() throws Exception {
        var hostile = "a\u001b[2J\u001b]0;t\u0007b \u202Ec\u200Bd \u009B31m";
        try (var model =
                        ScriptedModel.start(
                                say(hostile)
                                        .callTool("glob", "{\"pattern\":\"\\u001b[2Jx\\u200B*\"}"),
                                answer(hostile));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            int from = terminal.written().length();
            terminal.type("go\r");
            terminal.await("2 turns");
            var said = terminal.written().substring(from);
            assertThat(said)
                    .doesNotContain(
                            "\u001b[2J", "\u001b]0;", "\u0007", "\u202E", "\u200B", "\u009B");
            terminal.type("/quit\r");
            terminal.end();
        }
    }

    @Test
    void aQuestionThatIsDeniedIsToldToTheModel() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                calls(tool("command-exec", "{\"command\":\"git init made\"}")),
                                answer("Then not."));
                var terminal = AtTerminal.start(command(model))) {
            terminal.await(PROMPT);
            terminal.type("make it\r");
            terminal.await(ASKING);
            terminal.type("n\r");
            terminal.await("Then not.");
            assertThat(workspace.resolve("made")).doesNotExist();
            assertThat(Json.text(model.requests().getLast().body())).contains("the person said no");
            terminal.type("/quit\r");
            terminal.end();
        }
    }
}
