package dev.bestcode.cli;

import dev.bestcode.tools.SavedCommands;

import org.apache.commons.text.similarity.LevenshteinDistance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// What can be asked of the conversation itself.
enum ReplCommand {
    NEW("/new", "", "begin a new conversation"),
    RESUME("/resume", "[RUN]", "go on with a run: the newest left open, or the one named"),
    REWIND(
            "/rewind",
            "[MESSAGE]",
            "undo the last task, in files and words; or go back to before a message"),
    FORWARD("/forward", "", "undo the rewind"),
    FORK("/fork", "[MESSAGE]", "another future for what was said; files stay"),
    REPLAY("/replay", "", "make this run again from its journal, and compare"),
    EXPLAIN("/explain", "CALL", "why a call was made or refused: its number, or the model's id"),
    RUNS("/runs", "", "what has run in this workspace"),
    MODEL("/model", "[NAME]", "which model answers; with a name, another one from now on"),
    EFFORT("/effort", "[LEVEL]", "how hard it thinks; with a level, otherwise from now on"),
    PROFILE("/profile", "[NAME]", "whose rights hold; with a name, a new conversation with others"),
    TOOLS("/tools", "", "the tools of the profile"),
    PROMPTS("/prompts", "", "prompts of servers, each a command /mcp__SERVER__PROMPT"),
    CONTEXT("/context", "", "what the model is shown, by tier"),
    COST("/cost", "", "tokens and money of this conversation"),
    APPROVE("/approve", "", "calls of any process here that wait for a person"),
    STOP("/stop", "", "stop what is under way (Ctrl-C does too)"),
    HELP("/help", "", "this page"),
    QUIT("/quit", "", "leave (Ctrl-D does too)");

    /// Of the line of a saved command, which stays one at a terminal of usual width.
    private static final int SAVED_CHARS_MAX = 60;

    /// Letters that a slip of the fingers gets wrong.
    private static final int NEAR = 2;

    final String word;
    final String description;
    private final String argument;

    ReplCommand(String word, String argument, String description) {
        this.word = word;
        this.argument = argument;
        this.description = description;
    }

    static Optional<ReplCommand> of(String word) {
        return Arrays.stream(values()).filter(command -> command.word.equals(word)).findFirst();
    }

    /// @param typed what is none of them
    static String unknown(String typed) {
        var meant =
                Arrays.stream(values())
                        .map(command -> command.word)
                        .filter(word -> distance(word, typed) <= NEAR)
                        .min(Comparator.comparingInt(word -> distance(word, typed)));
        var said = "There is no command " + Printable.line(typed, 40);
        return meant.map(word -> said + "; did you mean " + word + "?")
                .orElse(said + "; /help lists them.");
    }

    /// Letters to change, add or leave out; none where it is only begun.
    private static int distance(String word, String typed) {
        return word.startsWith(typed)
                ? 0
                : LevenshteinDistance.getDefaultInstance().apply(word, typed);
    }

    /// @param saved what the project and the user have written down besides
    static String page(SavedCommands saved) {
        var page = new StringBuilder("Say what is to be done; follow-ups go on in the same run.\n");
        for (var command : values()) {
            page.append(
                    "  %-17s %s%n"
                            .formatted(
                                    (command.word + " " + command.argument).strip(),
                                    command.description));
        }
        for (var command : saved.all()) {
            if (of("/" + command.name()).isEmpty()) {
                page.append(
                        "  %-17s %s%n"
                                .formatted(
                                        "/" + command.name(),
                                        Printable.line(command.description(), SAVED_CHARS_MAX)));
            }
        }
        return page
                + """
                  @path             a file of the workspace; Tab completes it
                  Alt-Enter         a new line; Ctrl-R searches what you said before
                What you say while the agent works, it reads before its next step.
                Ctrl-C stops the turn under way; the run stays valid.""";
    }
}
