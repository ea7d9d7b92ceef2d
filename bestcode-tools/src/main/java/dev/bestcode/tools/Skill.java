package dev.bestcode.tools;

import java.nio.file.Path;
import java.util.List;

/// How certain work is done, told when it is needed.
/// @param description one line: when it is needed
/// @param text all of it
/// @param file where that stands
/// @param shown the same for people and models
/// @param ofProject whether it lies in the workspace, where its other files can be read
/// @param beside names of files beside it, the first of them
public record Skill(
        String name,
        String description,
        String text,
        Path file,
        String shown,
        boolean ofProject,
        List<String> beside) {
    public Skill {
        beside = List.copyOf(beside);
    }
}
