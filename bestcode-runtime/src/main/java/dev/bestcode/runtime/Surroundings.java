package dev.bestcode.runtime;

import dev.bestcode.tools.Skills;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an agent is told of where it works, behind what its organism says.
final class Surroundings {
    private static final Pattern IN_A_PROMPT =
            Pattern.compile(
                    "\n\nYour workspace is [^\n]*; paths are relative to it\\. The system is ");

    private Surroundings() {}

    /// @param root of the workspace, whose project memory is read
    /// @param skills that there are
    static String of(Path root, Skills skills) {
        var where =
                "Your workspace is %s; paths are relative to it. The system is %s."
                        .formatted(root, System.getProperty("os.name"));
        var memory = ProjectMemory.of(root);
        return Stream.of(where, memory, skills.lines())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    /// Whether a whole prompt tells of skills, so that whoever had it was shown their tool.
    static boolean tellsOfSkills(String prompt) {
        return prompt.contains("\n\n" + Skills.HEAD + "\n");
    }

    /// That part of a whole prompt, with the blank line before it; empty where it has none.
    static String in(String prompt) {
        var found = IN_A_PROMPT.matcher(prompt);
        return found.find() ? prompt.substring(found.start()) : "";
    }
}
