package dev.bestcode.tools;

import java.util.List;
import java.util.Optional;

/// What was found in one file.
/// @param path as it is shown
/// @param matches lines that match, as far as they were counted
/// @param lines that are to be shown, in order, each once
/// @param note what was left out of it
record FileHits(String path, long matches, List<Line> lines, Optional<String> note) {
    FileHits {
        lines = List.copyOf(lines);
    }

    /// @param match whether it matches, else it is context
    record Line(long number, String text, boolean match) {}

    static FileHits leftOut(String path, String note) {
        return new FileHits(path, 0, List.of(), Optional.of(note));
    }
}
