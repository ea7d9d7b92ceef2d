package dev.bestcode.tools;

import java.util.List;
import java.util.Optional;

/// One call's question.
/// @param glob of paths, or all
/// @param endings of names, or all when there are none
/// @param context lines around each match
/// @param perFile matches of one file that can be needed at most
record GrepQuery(
        LinePattern pattern,
        Mode mode,
        Optional<PathFilter> glob,
        List<String> endings,
        int context,
        int perFile) {
    enum Mode {
        /// The lines.
        CONTENT,
        /// The names of files with a match.
        FILES,
        /// Names with the number of lines that match.
        COUNT;

        static Mode of(String name) throws ToolFailedException {
            return switch (name) {
                case "content" -> CONTENT;
                case "files" -> FILES;
                case "count" -> COUNT;
                default ->
                        throw new ToolFailedException(
                                "mode is %s; allowed: content, files, count"
                                        .formatted(Workspace.quoted(name)));
            };
        }
    }

    boolean wants(String folder, String path) {
        return (endings.isEmpty() || endings.stream().anyMatch(path::endsWith))
                && glob.map(filter -> filter.accepts(folder, path)).orElse(true);
    }

    /// After so many matches a file need not be read on.
    long enough() {
        return switch (mode) {
            case CONTENT -> perFile;
            case FILES -> 1;
            case COUNT -> Long.MAX_VALUE;
        };
    }

    /// A line is shown around its first match.
    private static final int LINE_CODE_POINTS_MAX = 500;

    private static final int CODE_POINTS_BEFORE_MATCH = 100;

    /// The line as a result shows it.
    String shown(String line, boolean match) {
        if (!match || line.length() <= LINE_CODE_POINTS_MAX) {
            return Truncation.line(line, LINE_CODE_POINTS_MAX);
        }
        int first = pattern.firstMatch(line).orElse(0);
        int before = line.codePointCount(0, first);
        if (before <= CODE_POINTS_BEFORE_MATCH) {
            return Truncation.line(line, LINE_CODE_POINTS_MAX);
        }
        int start = line.offsetByCodePoints(first, -CODE_POINTS_BEFORE_MATCH);
        return "[%,d characters before]…".formatted(before - CODE_POINTS_BEFORE_MATCH)
                + Truncation.line(line.substring(start), LINE_CODE_POINTS_MAX);
    }
}
