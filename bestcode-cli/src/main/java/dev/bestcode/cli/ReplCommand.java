package dev.bestcode.cli;

import java.util.Arrays;
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
    RUNS("/runs", "", "what has run in this workspace"),
    MODEL("/model", "[NAME]", "which model answers; with a name, another one from now on"),
    PROFILE("/profile", "[NAME]", "whose rights hold; with a name, a new conversation with others"),
    TOOLS("/tools", "", "the tools of the profile"),
    CONTEXT("/context", "", "what the model is shown, by tier"),
    COST("/cost", "", "tokens and money of this conversation"),
    APPROVE("/approve", "", "calls of any process here that wait for a person"),
    STOP("/stop", "", "stop what is under way (Ctrl-C does too)"),
    HELP("/help", "", "this page"),
    QUIT("/quit", "", "leave (Ctrl-D does too)");

    static final String PAGE = page();

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

    private static String page() {
        var page = new StringBuilder("Say what is to be done; follow-ups go on in the same run.\n");
        for (var command : values()) {
            page.append(
                    "  %-17s %s%n"
                            .formatted(
                                    (command.word + " " + command.argument).strip(),
                                    command.description));
        }
        return page
                + """
                  @path             a file of the workspace; Tab completes it
                  Alt-Enter         a new line; Ctrl-R searches what you said before
                What you say while the agent works, it reads before its next step.
                Ctrl-C stops the turn under way; the run stays valid.""";
    }
}
