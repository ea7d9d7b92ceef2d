package dev.bestcode.tools;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiPredicate;

/// Collects what a grep call shows, up to its limits. Not safe for several workers.
final class GrepReport {
    /// A line is shown around its first match.
    private static final int LINE_CODE_POINTS_MAX = 500;

    private static final int CODE_POINTS_BEFORE_MATCH = 100;

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

    private final LinePattern pattern;
    private final Mode mode;
    private final int context;
    private final int limit;
    private final BoundedText text = new BoundedText();
    private int results;
    private int searched;
    private boolean full;

    GrepReport(LinePattern pattern, Mode mode, int context, int limit) {
        this.pattern = pattern;
        this.mode = mode;
        this.context = context;
        this.limit = limit;
    }

    /// Search the lines of one file.
    /// @param matches decides about a line by its number, from 1, and its text
    /// @return whether there is room for more files
    boolean search(String path, LineReader lines, BiPredicate<Long, String> matches)
            throws IOException {
        searched++;
        switch (mode) {
            case CONTENT -> content(path, lines, matches);
            case FILES -> {
                if (count(lines, matches, 1) > 0) {
                    result(path);
                }
            }
            case COUNT -> {
                long count = count(lines, matches, Long.MAX_VALUE);
                if (count > 0) {
                    result(path + ":" + count);
                }
            }
        }
        return !full;
    }

    private static long count(LineReader lines, BiPredicate<Long, String> matches, long enough)
            throws IOException {
        long count = 0;
        while (count < enough && lines.next()) {
            count += matches.test(lines.number(), lines.text()) ? 1 : 0;
        }
        return count;
    }

    private void result(String line) {
        if (results == limit) {
            full = true; // and here is proof that there would have been more
        } else if (add(line)) {
            results++;
        }
    }

    private boolean add(String line) {
        full |= !text.add(line);
        return !full;
    }

    private void content(String path, LineReader lines, BiPredicate<Long, String> matches)
            throws IOException {
        Deque<String> before = new ArrayDeque<>();
        long shownUpTo = 0;
        int after = 0;
        while (!full && lines.next()) {
            var line = lines.text();
            long number = lines.number();
            if (matches.test(number, line)) {
                if (results < limit) {
                    boolean gap = number - before.size() > shownUpTo + 1;
                    separate(gap && context > 0 && !text.isEmpty());
                    before.forEach(this::add);
                    before.clear();
                }
                result("%s:%d:%s".formatted(path, number, aroundMatch(line)));
                shownUpTo = number;
                after = context;
            } else if (after > 0) {
                add(contextLine(path, number, line));
                shownUpTo = number;
                after--;
            } else if (context > 0) {
                before.add(contextLine(path, number, line));
                if (before.size() > context) {
                    before.remove();
                }
            }
        }
    }

    private void separate(boolean gap) {
        if (gap) {
            add("--");
        }
    }

    private static String contextLine(String path, long number, String line) {
        return "%s-%d-%s".formatted(path, number, Truncation.line(line, LINE_CODE_POINTS_MAX));
    }

    private String aroundMatch(String line) {
        if (line.length() <= LINE_CODE_POINTS_MAX) {
            return line;
        }
        int match = pattern.firstMatch(line).orElse(0);
        int before = line.codePointCount(0, match);
        if (before <= CODE_POINTS_BEFORE_MATCH) {
            return Truncation.line(line, LINE_CODE_POINTS_MAX);
        }
        int start = line.offsetByCodePoints(match, -CODE_POINTS_BEFORE_MATCH);
        return "[%,d characters before]…".formatted(before - CODE_POINTS_BEFORE_MATCH)
                + Truncation.line(line.substring(start), LINE_CODE_POINTS_MAX);
    }

    /// @param leftOut by the walk, one note a line
    String show(String leftOut) {
        if (results == 0) {
            return "[no match in %,d files; ignored and binary files are not searched]\n"
                            .formatted(searched)
                    + leftOut;
        }
        var unit = mode == Mode.CONTENT ? "matches" : "files";
        return text.with(
                (full
                                ? "[the first %,d %s; there are more: narrow pattern, path, glob or type%s]\n"
                                        .formatted(
                                                results,
                                                unit,
                                                mode == Mode.CONTENT ? ", or use mode files" : "")
                                : "")
                        + leftOut);
    }
}
