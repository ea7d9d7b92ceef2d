package dev.bestcode.it;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// A failure that a person can cause.
/// @param situation in a few words
/// @param command as it is typed, without `bestcode`
/// @param exit the status that it must have
/// @param advice what the message must say that leads on
/// @param attempt makes the situation and starts the program
record FailureCase(String situation, String command, int exit, String advice, Attempt attempt) {
    /// What is said of the walls of the machine.
    private static final Pattern WALLS =
            Pattern.compile("^bestcode: (no wall|commands run inside|missing)");

    /// @see FailureCase
    interface Attempt {
        BestCodeProcess.Result in(Path folder, Path workspace) throws Exception;
    }

    /// What was said, without what differs from machine to machine.
    static String said(BestCodeProcess.Result result, Path folder, Path workspace) {
        var text = new StringBuilder();
        for (var line : result.err().lines().toList()) {
            if (!line.startsWith("! attempt ")
                    && !line.startsWith("run r-")
                    && !WALLS.matcher(line).find()) {
                text.append(line).append('\n');
            }
        }
        return text.toString()
                .replace(workspace.toString(), "/home/you/shop")
                .replace(folder.toString(), "/home/you")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                .replaceAll("process [0-9]+, started [^,]*", "process 4711, started 10:31")
                .replaceAll("r-[0-9a-z]{10}", "r-4f0q1x8z2k")
                .strip();
    }
}
