package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.say;

import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// What README and docs show of a terminal is what the program shows. The model's words here are
/// scripted.
class CapturesTest extends AtTerminalBase {
    private static final Path README = SourceTree.ROOT.resolve("README.md");
    private static final Path ROOM = SourceTree.ROOT.resolve("docs/control-room.md");

    @Test
    void theDemoOfTheReadme() throws Exception {
        var ended = bestcode("demo").in(folder).run();
        var shown =
                ended.out()
                        .lines()
                        .filter(line -> !line.startsWith("Next: "))
                        .collect(Collectors.joining("\n", "$ ./bestcode demo\n", "\n"))
                        .replaceAll("r-[0-9a-z]{10}", "r-4sww8jmvxg")
                        .replaceAll("/[^ ]*/(bestcode-demo)-[0-9]+", "/tmp/$1-8170392746");
        Published.capture(README, "demo", shown);
    }

    @Test
    void theConversationOfTheReadme() throws Exception {
        try (var model = ScriptedModel.start(steps());
                // So wide that no path breaks.
                var terminal = AtTerminal.start(command(model), 100, 30)) {
            terminal.await("\n›\n");
            terminal.type("make the build green\r");
            terminal.await("allow it?");
            terminal.type("y\r");
            terminal.await("3 turns");
            Published.capture(README, "conversation", shown(terminal.await("\n›\n")));
            terminal.type("/quit\r");
            terminal.end();
        }
    }

    @Test
    void theControlRoom() throws Exception {
        try (var model = ScriptedModel.start(steps());
                var terminal = AtTerminal.start(command(model, "tui"), 120, 30)) {
            terminal.await("Say what is to be done");
            terminal.type("make the build green\r");
            // The question and the page that it is about are read by two workers.
            var screen =
                    terminal.await(
                            it -> it.contains("[y] once") && it.contains("· 6"),
                            "with the question and six pages");
            Published.capture(ROOM, "control room", shown(screen));
            terminal.type("n");
            terminal.await("── done");
            terminal.type("\u0004");
            terminal.end();
        }
    }

    private Step[] steps() throws Exception {
        Files.writeString(workspace.resolve("Build.java"), "class Build { int jobs = 0; }\n");
        return new Step[] {
            say("I'll look at the build first.").callTool("grep", "{\"pattern\":\"jobs\"}"),
            say("It runs no job. Is the file under version control?")
                    .callTool("command-exec", "{\"command\":\"git init\"}"),
            answer(
                    """
                    The build is **not green**, and here is why:

                    - `Build.java` has `jobs = 0`
                    - nothing else sets it
                    """)
        };
    }

    private static String shown(String screen) {
        return screen.replaceAll("/[^ ]*/workspace", "/home/you/shop")
                .replaceAll("r-[0-9a-z]{10}", "r-4sww8jmvxg")
                .replaceAll(
                        "(?m)^bestcode: (no wall|commands run inside|missing)[^\n]*\n(  [^\n]*\n)*",
                        "")
                // The name of a temporary folder is longer or shorter, and the model is told it.
                .replaceAll("[0-9,]+ tokens in", "3,814 tokens in")
                .replaceAll("in [0-9.]+k", "in 2.4k")
                .replaceAll("no walls|\\d of \\d walls|walls, but [a-z, ]+", "all walls");
    }
}
