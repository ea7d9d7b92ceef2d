package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One exact replacement in a text.
/// @param old has to occur exactly once, or at least once when all are replaced
record Edit(String old, String replacement, boolean all) {
    /// Line numbers listed in a message at most.
    private static final int LINES_SHOWN = 20;

    Edit {
        if (old.isEmpty()) {
            throw new IllegalArgumentException("old is empty; give the exact text to replace");
        }
    }

    /// Apply the edits in order, each to what the one before left; none when one fails.
    static String applyAll(String text, List<Edit> edits) throws ToolFailedException {
        var edited = text;
        for (int i = 0; i < edits.size(); i++) {
            try {
                edited = edits.get(i).apply(edited);
            } catch (ToolFailedException e) {
                throw edits.size() == 1
                        ? e
                        : new ToolFailedException(
                                "no edit was applied, for edit %d of %d: %s"
                                        .formatted(i + 1, edits.size(), e.getMessage()));
            }
        }
        return edited;
    }

    private String apply(String text) throws ToolFailedException {
        int first = text.indexOf(old);
        if (first < 0) {
            throw new ToolFailedException("old was not found. " + NearMiss.lines(text, old));
        }
        if (all) {
            return replaceAll(text);
        }
        // From first + 1, not first + length: overlapping matches are two places as well.
        if (text.indexOf(old, first + 1) >= 0) {
            throw ambiguous(text);
        }
        return text.substring(0, first) + replacement + text.substring(first + old.length());
    }

    /// Bounded before it is made: a short old and a long new multiply.
    private String replaceAll(String text) throws ToolFailedException {
        long chars = text.length();
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            chars += replacement.length() - old.length();
        }
        if (chars > FileContent.WHOLE_BYTES_MAX) {
            throw new ToolFailedException(
                    "the result would have %,d characters; allowed %,d"
                            .formatted(chars, FileContent.WHOLE_BYTES_MAX));
        }
        return text.replace(old, replacement);
    }

    private ToolFailedException ambiguous(String text) {
        List<Long> lines = new ArrayList<>();
        int matches = 0;
        long line = 1;
        int counted = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + 1)) {
            line += text.substring(counted, at).chars().filter(c -> c == '\n').count();
            counted = at;
            matches++;
            if (lines.size() < LINES_SHOWN) {
                lines.add(line);
            }
        }
        return new ToolFailedException(
                "old occurs %d times, at lines %s%s; add context to make it unique, or set replace_all"
                        .formatted(
                                matches,
                                lines.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")),
                                matches > lines.size() ? ", …" : ""));
    }

    /// The edit as it has to be written for a file of the given line ending.
    Edit forEnding(TextFile.LineEnding ending, String text) {
        return switch (ending) {
            case LF -> this;
            case CRLF -> new Edit(TextFile.toLf(old), TextFile.toLf(replacement), all);
            case MIXED -> text.contains(old) ? this : withCrlf();
        };
    }

    private Edit withCrlf() {
        return new Edit(toCrlf(old), toCrlf(replacement), all);
    }

    private static String toCrlf(String text) {
        return TextFile.toLf(text).replace("\n", "\r\n");
    }
}
