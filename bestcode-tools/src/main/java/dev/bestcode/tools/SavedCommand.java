package dev.bestcode.tools;

import java.nio.file.Path;

/// Words that a person has written down to say them again.
/// @param name without the `/`
/// @param description one line, for a list
/// @param text what is said, with [#ARGUMENTS] where what was typed behind the name goes
/// @param file where it stands
/// @param shown the same for people
public record SavedCommand(String name, String description, String text, Path file, String shown) {
    public static final String ARGUMENTS = "$ARGUMENTS";

    /// What is said, with what was typed behind the name: in its place, or else below.
    public String with(String arguments) {
        if (text.contains(ARGUMENTS)) {
            return text.replace(ARGUMENTS, arguments);
        }
        return arguments.isBlank() ? text : text + "\n\n" + arguments;
    }
}
