package dev.bestcode.runtime;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// What an agent is told of where it works, behind what its organism says.
final class Surroundings {
    private static final Pattern IN_A_PROMPT =
            Pattern.compile(
                    "\n\nYour workspace is [^\n]*; paths are relative to it\\. The system is ");

    private Surroundings() {}

    /// @param root of the workspace, whose project memory is read
    static String of(Path root) {
        var where =
                "Your workspace is %s; paths are relative to it. The system is %s."
                        .formatted(root, System.getProperty("os.name"));
        var memory = ProjectMemory.of(root);
        return memory.isEmpty() ? where : where + "\n\n" + memory;
    }

    /// That part of a whole prompt, with the blank line before it; empty where it has none.
    static String in(String prompt) {
        var found = IN_A_PROMPT.matcher(prompt);
        return found.find() ? prompt.substring(found.start()) : "";
    }
}
