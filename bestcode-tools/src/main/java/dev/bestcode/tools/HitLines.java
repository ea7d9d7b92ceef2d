package dev.bestcode.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the lines of one piece of text that match, with those around them. Used once.
final class HitLines {
    private final GrepQuery query;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final List<FileHits.Line> lines = new ArrayList<>();
    private long matches;
    private long number = 1;
    private int counted;
    private int end;
    private int shownTo;

    HitLines(GrepQuery query, byte[] bytes, int from, int to) {
        this.query = query;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.counted = from;
        this.end = from - 1;
        this.shownTo = from;
    }

    /// The end of the last line that matched.
    int end() {
        return end;
    }

    /// Take a line that matches.
    /// @return whether more are wanted
    boolean match(int lineStart, int lineEnd) {
        matches++;
        if (query.mode() == GrepQuery.Mode.CONTENT) {
            after(Math.max(from, end + 1), lineStart);
            before(lineStart);
            number += newLines(counted, lineStart);
            counted = lineStart;
            add(number, lineStart, lineEnd, true);
        }
        end = lineEnd;
        return matches < query.enough();
    }

    /// The lines behind the last match, up to a limit and to where the next begins.
    private void after(int start, int stop) {
        if (matches == 1 && lines.isEmpty()) {
            return;
        }
        int at = start;
        long line = number + 1;
        for (int i = 0; i < query.context() && at < stop; i++) {
            int lineEnd = LineFinder.lineEnd(bytes, at, to);
            add(line++, at, lineEnd, false);
            at = lineEnd + 1;
        }
    }

    private void before(int lineStart) {
        int start = lineStart;
        int count = 0;
        while (count < query.context() && start > shownTo) {
            start = startOfLineBefore(start);
            count++;
        }
        long line = number + newLines(counted, start);
        for (int at = start; at < lineStart; ) {
            int lineEnd = LineFinder.lineEnd(bytes, at, to);
            add(line++, at, lineEnd, false);
            at = lineEnd + 1;
        }
    }

    private int startOfLineBefore(int lineStart) {
        int start = lineStart - 1;
        while (start > from && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private long newLines(int start, int stop) {
        long count = 0;
        for (int at = start; at < stop; at++) {
            count += bytes[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    private void add(long line, int start, int lineEnd, boolean match) {
        int stop = withoutReturn(bytes, start, lineEnd);
        var text = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
        lines.add(new FileHits.Line(line, query.shown(text, match), match));
        shownTo = lineEnd + 1;
    }

    static int withoutReturn(byte[] bytes, int start, int lineEnd) {
        return lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    }

    Optional<FileHits> toHits(String path) {
        if (matches == 0) {
            return Optional.empty();
        }
        if (query.mode() == GrepQuery.Mode.CONTENT) {
            after(end + 1, to);
        }
        return Optional.of(new FileHits(path, matches, lines, Optional.empty()));
    }
}
