package dev.bestcode.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Finds the lines of a piece of text that match a pattern: candidates by the cheapest means that
/// the pattern allows, and the library asked only where those cannot tell. Used by one worker at a
/// time.
final class LineFinder {
    /// The library takes about a nanosecond for each byte and place of its machine: of a longer
    /// line only so much is searched.
    private static final int LINE_BYTES_MAX = 1024 * 1024;

    private final LinePattern pattern;
    private final Deadline deadline;
    private final Optional<LazyDfa> finder;
    private final Optional<LazyDfa> decider;
    private final boolean exact;
    private final boolean decided;
    private final boolean literalIsAll;
    private final boolean folded;

    /// One character a byte, as the text is searched: the JVM compares many such bytes at once.
    private final String[] literals;

    /// Where each was seen last, so that none is sought twice; behind the text when there are no
    /// more.
    private final int[] nextAt;

    private byte[] bytes = new byte[0];
    private byte[] fold = new byte[0];
    private String text = "";
    private int from;
    private int to;
    private int lineStart;
    private int lineEnd;

    LineFinder(LinePattern pattern, Deadline deadline) {
        this.pattern = pattern;
        this.deadline = deadline;
        var machine = pattern.machine();
        this.finder = machine.map(one -> one.finder(pattern.multiline(), deadline));
        this.decider = machine.map(one -> one.decider(deadline));
        this.exact = machine.map(one -> one.regex().exact()).orElse(false);
        this.literalIsAll = machine.map(ByteMachine::literalIsAll).orElse(false);
        this.literals =
                machine.stream()
                        .flatMap(one -> one.literal().anyOf().stream())
                        .map(run -> new String(run.toByteArray(), StandardCharsets.ISO_8859_1))
                        .filter(run -> !run.isEmpty())
                        .toArray(String[]::new);
        this.nextAt = new int[literals.length];
        this.folded = machine.map(one -> one.literal().folded()).orElse(false);
        this.decided =
                literals.length == 0 && machine.map(one -> !one.regex().toEnd()).orElse(false);
    }

    /// Take up a piece of text, whole lines of it.
    void over(byte[] piece, int start, int end) {
        bytes = piece;
        from = start;
        to = end;
        text =
                literals.length == 0
                        ? ""
                        : folded
                                ? foldedText(piece, start, end)
                                : new String(
                                        piece, start, end - start, StandardCharsets.ISO_8859_1);
        Arrays.fill(nextAt, -1);
    }

    private String foldedText(byte[] piece, int start, int end) {
        int length = end - start;
        if (fold.length < length) {
            fold = new byte[Math.max(length, 2 * fold.length)];
        }
        for (int i = 0; i < length; i++) { // one instruction for many bytes
            fold[i] = (byte) (piece[start + i] | ByteLiteral.FOLD);
        }
        return new String(fold, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// Whether a match that spans lines is possible.
    boolean anyIn(byte[] piece, int start, int end) {
        over(piece, start, end);
        return (literals.length == 0 || literal(start) >= 0)
                && finder.map(machine -> machine.find(piece, start, end) >= 0).orElse(true);
    }

    /// Find the next line that matches, which [#lineStart] and [#lineEnd] then tell.
    /// @param at where a line begins
    /// @return a position in it, or -1
    int next(int at) {
        int begin = at;
        while (begin < to) {
            int candidate = candidate(begin);
            if (candidate < 0) {
                return -1;
            }
            lineStart = lineStart(candidate, begin);
            lineEnd = lineEnd(bytes, candidate, to);
            if (matchesHere()) {
                return candidate;
            }
            begin = lineEnd + 1;
        }
        return -1;
    }

    int lineStart() {
        return lineStart;
    }

    int lineEnd() {
        return lineEnd;
    }

    private int candidate(int begin) {
        if (literals.length > 0) {
            return literal(begin);
        }
        return finder.map(machine -> machine.find(bytes, begin, to)).orElse(begin);
    }

    /// The first of them at or behind a position, or -1.
    private int literal(int begin) {
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < literals.length; i++) {
            if (nextAt[i] < begin - from) {
                int found = text.indexOf(literals[i], begin - from);
                nextAt[i] = found < 0 ? Integer.MAX_VALUE : found;
            }
            first = Math.min(first, nextAt[i]);
        }
        return first == Integer.MAX_VALUE ? -1 : first + from;
    }

    private int lineStart(int position, int begin) {
        int start = position;
        while (start > begin && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    static int lineEnd(byte[] bytes, int position, int to) {
        int end = position;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean matchesHere() {
        if (literalIsAll) {
            return true;
        }
        int end = HitLines.withoutReturn(bytes, lineStart, lineEnd);
        if (exact && decider.isPresent() && isAscii(lineStart, end)) {
            return (decided && end == lineEnd) || decider.get().matchesLine(bytes, lineStart, end);
        }
        deadline.check();
        int length = Math.min(end - lineStart, LINE_BYTES_MAX);
        return pattern.matches(new String(bytes, lineStart, length, StandardCharsets.UTF_8));
    }

    private boolean isAscii(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether one line matches, by itself.
    boolean matches(String line) {
        var utf8 = line.getBytes(StandardCharsets.UTF_8);
        over(utf8, 0, utf8.length);
        if (utf8.length == 0) {
            return pattern.matches(line);
        }
        return next(0) >= 0;
    }
}
