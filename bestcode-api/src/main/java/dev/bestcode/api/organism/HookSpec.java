package dev.bestcode.api.organism;

import java.util.List;
import java.util.Locale;

/// A program that is run at a moment of each run, inside the sandbox. It may say no or add words;
/// it never allows anything.
/// @param tools whose calls it is about, none for all; with the moments of a tool alone
/// @param command the program and its arguments: a plain name, an absolute path, or a file of the
///     workspace's `.bestcode`
/// @param seconds that it may take, from 1 to [#SECONDS_MAX]
public record HookSpec(Moment moment, List<String> tools, List<String> command, int seconds) {
    /// As long as a command that says nothing of its time.
    public static final int SECONDS_DEFAULT = 30;

    /// As long as a command may take at most.
    public static final int SECONDS_MAX = 600;

    /// Of one organism: each is a program that every call may wait for.
    public static final int HOOKS_MAX = 32;

    private static final String OWN = ".bestcode/";

    public HookSpec {
        tools = List.copyOf(tools);
        command = List.copyOf(command);
        if (command.isEmpty() || !isProgram(command.getFirst())) {
            throw new IllegalArgumentException(
                    "a hook starts %s; allowed: %s".formatted(command, PROGRAM_WORDS));
        }
        if (!tools.isEmpty() && !moment.ofTool) {
            throw new IllegalArgumentException(
                    "a hook at %s names tools %s, which only those of tools do"
                            .formatted(moment, tools));
        }
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new IllegalArgumentException(
                    "a hook may take %d seconds; allowed from 1 to %d"
                            .formatted(seconds, SECONDS_MAX));
        }
    }

    /// One that may take as long as usual.
    public HookSpec(Moment moment, List<String> tools, List<String> command) {
        this(moment, tools, command, SECONDS_DEFAULT);
    }

    /// What [#isProgram] lets through, for messages.
    public static final String PROGRAM_WORDS =
            "a plain name, an absolute path, or a path from .bestcode/ without '..'";

    /// Whether a hook may start it: what an agent may not have written.
    public static boolean isProgram(String word) {
        return word.startsWith("/")
                || (!word.isBlank() && !word.contains("/"))
                || (word.startsWith(OWN) && !List.of(word.split("/", -1)).contains(".."));
    }

    /// Whether a call of a tool is what it is about; a server's name means all of its tools.
    public boolean isAbout(String tool) {
        return tools.isEmpty()
                || tools.contains(tool)
                || McpSpec.serverOf(tool).filter(tools::contains).isPresent();
    }

    /// For a person: the moment, the tools that it is about, and what is started.
    public String words() {
        var about = tools.isEmpty() ? "" : " of " + String.join(", ", tools);
        return moment.name().toLowerCase(Locale.ROOT) + about + ": " + String.join(" ", command);
    }

    /// When it is run.
    public enum Moment {
        /// Before a call is made; a no is its answer.
        BEFORE_TOOL(true),
        /// When a call has been made.
        AFTER_TOOL(true),
        /// Before the first task of a run begins; a no is the end of it.
        RUN_START(false),
        /// When a task of a run has ended.
        RUN_END(false);

        /// Whether it is about calls.
        public final boolean ofTool;

        Moment(boolean ofTool) {
            this.ofTool = ofTool;
        }
    }
}
