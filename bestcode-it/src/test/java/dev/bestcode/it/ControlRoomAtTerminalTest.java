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
import java.util.regex.Pattern;

/// `bestcode tui` as a person uses it. After each end the terminal is as it was.
class ControlRoomAtTerminalTest extends AtTerminalBase {
    private static final String WELCOME = "Say what is to be done";

    @Test
    void aFirstStartShowsWhatToDoAndLeavesNothingBehind() throws Exception {
        try (var model = ScriptedModel.start();
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.shows(
                    """
                    ─ messages ─────────────────────────────────────────────────────────────────────






                     Say what is to be done, and press Enter.

                     Tab goes from pane to pane, F1 shows all keys, Ctrl-D leaves.











                    ────────────────────────────────────────────────────────────────────────────────
                    ›
                     workspace │ coding │ some walls
                    """);
            leave(terminal);
        }
    }

    @Test
    void aTaskWithAnApprovalAResizeAndQuit() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                say("I'll make one.")
                                        .callTool(
                                                "command-exec",
                                                "{\"command\":\"git init -b main made\"}"),
                                answer("Made."));
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.await(WELCOME);
            terminal.type("make a repository\r");
            assertThat(terminal.await("[y] once"))
                    .containsSubsequence(
                            "▶ you",
                            "make a repository",
                            "● agent",
                            "I'll make one.",
                            "⚙ command-exec command: git init -b main made",
                            "─ approval ─",
                            " command-exec asks to run",
                            " program /",
                            " command ",
                            "[y] once  [r] this run  [a] always  [n] no",
                            "at work · Ctrl-C stops",
                            " claude-sonnet-5-5 │ in 1.",
                            "│ $0.01 of $10 │");
            terminal.type("y");
            assertThat(terminal.await("── done"))
                    .containsSubsequence("Initialized empty Git repository", "Made.", "│ $0.");
            assertThat(workspace.resolve("made")).isDirectory();
            terminal.resize(50, 12);
            var small =
                    terminal.await(
                            text -> text.lines().count() == 12 && text.contains("── done"),
                            "small");
            assertThat(small.lines()).allMatch(line -> line.length() <= 50);
            terminal.resize(AtTerminal.COLUMNS, AtTerminal.ROWS);
            terminal.await(text -> text.lines().count() == 24 && text.contains("── done"), "large");
            leave(terminal);
        }
    }

    @Test
    void aTaskIsUndoneAndDoneAgainAndAForkGoesOn() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                calls(tool("file-write", "{\"path\":\"f\",\"content\":\"one\"}")),
                                answer("Written."),
                                answer("Of another future."));
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.await(WELCOME);
            terminal.type("write one\r");
            terminal.await("── done");
            assertThat(workspace.resolve("f")).hasContent("one");
            terminal.type("/explain %s\r".formatted(call(model)));
            terminal.await("permission");
            terminal.type("/rewind\r");
            terminal.await("· deleted  f");
            terminal.await("goes on from there");
            assertThat(workspace.resolve("f")).doesNotExist();
            terminal.type("/forward\r");
            terminal.await("· created  f");
            assertThat(workspace.resolve("f")).hasContent("one");
            terminal.type("/fork 999999\r");
            terminal.await("there is no message 999999");
            terminal.type("/fork\r");
            terminal.type("and now?\r");
            terminal.await("Of another future.");
            terminal.await("── done");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("write one", "Written.", "and now?");
            leave(terminal);
        }
    }

    /// The id of the newest call that was answered.
    private static String call(ScriptedModel model) {
        var id = Pattern.compile("\"tool_use_id\":\"([^\"]+)\"");
        var found = id.matcher(Json.text(model.requests().getLast().body()));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void aKeyCostsAFewBytesAndNothingElseIsWrittenAtRest() throws Exception {
        try (var model = ScriptedModel.start();
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.await(WELCOME);
            terminal.type("a");
            terminal.await("› a");
            int before = terminal.written().length();
            terminal.type("b");
            terminal.await("› ab");
            assertThat(terminal.written().length() - before).isLessThan(100);
            terminal.type("\u007f\u007f\u0004");
            assertThat(terminal.end()).isZero();
        }
    }

    @Test
    void interruptStopsTheRunAndTwiceAtRestLeaves() throws Exception {
        try (var model = ScriptedModel.start(held("late"));
                var terminal = AtTerminal.start(command(model, "tui"))) {
            begin(terminal, "take your time");
            terminal.type("\u0003");
            terminal.await("── stopped");
            terminal.type("\u0003");
            terminal.await("Ctrl-C again leaves");
            terminal.type("\u0003");
            assertThat(terminal.end()).isZero();
            terminal.assertRestored();
        }
    }

    @Test
    void leavingStopsWhatIsUnderWayAndSaysSo() throws Exception {
        try (var model = ScriptedModel.start(held("late"));
                var terminal = AtTerminal.start(command(model, "tui"))) {
            begin(terminal, "take your time");
            terminal.type("\u0004");
            terminal.await("stopping what is under way");
            assertThat(terminal.end()).isZero();
            terminal.assertRestored();
        }
    }

    @Test
    void anOrganismThatCannotBeWrittenIsNotSaved() throws Exception {
        try (var model = ScriptedModel.start();
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.await(WELCOME);
            terminal.type("\u001bOQ");
            terminal.await("Ctrl-S saves");
            terminal.type("#");
            terminal.await("· changed");
            Files.delete(organism);
            Files.createFile(Files.createDirectory(organism).resolve("in the way"));
            terminal.type("\u0013");
            assertThat(terminal.await("not saved: ")).contains("· changed");
            terminal.type("\u001b");
            terminal.await("Esc throws the changes away");

            Files.delete(organism.resolve("in the way"));
            Files.delete(organism);
            terminal.type("\u0013");
            assertThat(terminal.await("saved; runs that begin")).doesNotContain("· changed");
            assertThat(organism).content().startsWith("#organism: {name: asking}");
            terminal.type("\u001b");
            terminal.await(WELCOME);
            terminal.type("\u0004");
            assertThat(terminal.end()).isZero();
        }
    }

    @Test
    void whatTheRunRefusesComesBackToBeSaidAnew() throws Exception {
        try (var model = ScriptedModel.start();
                var terminal = AtTerminal.start(command(model, "tui", "--profile", "nobody"))) {
            terminal.await(WELCOME);
            terminal.type("do it\r");
            terminal.await("there is no profile 'nobody'");
            assertThat(terminal.await("› do it")).doesNotContain("▶ you");
            terminal.type("\u0015\u0004");
            assertThat(terminal.end()).isZero();
        }
    }

    @Test
    void aKilledRoomLeavesTheTerminalAsItWasAndItsRunIsResumed() throws Exception {
        try (var model = ScriptedModel.start(held("lost"), answer("It was not lost."))) {
            try (var terminal = AtTerminal.start(command(model, "tui"))) {
                begin(terminal, "remember this");
                kill(terminal);
                assertThat(terminal.end()).isEqualTo(137);
                terminal.assertRestored();
            }
            goOn.countDown();
            try (var terminal = AtTerminal.start(command(model, "tui"))) {
                terminal.await("was left open; /resume goes on with it");
                terminal.type("/resume\r");
                terminal.await("It was not lost.");
                terminal.await("── done");
                leave(terminal);
            }
        }
    }

    @Test
    void aRoomThatIsEndedBySignalLeavesTheTerminalAsItWas() throws Exception {
        try (var model = ScriptedModel.start();
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.await(WELCOME);
            ProcessHandle.of(terminal.pid()).orElseThrow().destroy();
            terminal.end();
            terminal.assertRestored();
        }
    }

    @Test
    void aRunOfAnotherProcessIsWatchedAndItsQuestionAnswered() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                say("I'll make one.")
                                        .callTool(
                                                "command-exec",
                                                "{\"command\":\"git init -q made\"}"),
                                answer("Made."));
                var owner =
                        AtTerminal.start(
                                command(model, "run", "--approve", "ask", "make a repository"))) {
            var screen = owner.await("waits for: bestcode approve");
            var run = screen.replaceAll("(?s).*(r-[0-9a-z]{10}).*", "$1");
            try (var terminal = AtTerminal.start(command(model, "tui", run))) {
                terminal.await("command-exec asks to run");
                terminal.await("[y] once");
                terminal.type("y");
                assertThat(terminal.await("── done"))
                        .contains("⚙ command-exec command: git init -q made")
                        .doesNotContain("llm-pool");
                leave(terminal);
            }
            assertThat(owner.end()).isZero();
            assertThat(workspace.resolve("made")).isDirectory();
        }
    }

    @Test
    void aTerminalThatCannotBeDrawnOnIsRefusedWithWords() throws Exception {
        try (var model = ScriptedModel.start();
                var terminal = AtTerminal.start(command(model, "tui").env("TERM", "dumb"))) {
            assertThat(terminal.end()).isEqualTo(2);
            assertThat(terminal.written())
                    .contains("cannot draw on this terminal")
                    .doesNotContain("\u001b");
        }
    }

    /// Have a task under way that waits for its model.
    private void begin(AtTerminal terminal, String task) throws Exception {
        terminal.await(WELCOME);
        terminal.type(task + "\r");
        awaitModelAsked();
        terminal.await("at work · Ctrl-C stops");
    }

    private static void leave(AtTerminal terminal) throws Exception {
        terminal.type("\u0004");
        assertThat(terminal.end()).isZero();
        terminal.assertRestored();
    }
}
