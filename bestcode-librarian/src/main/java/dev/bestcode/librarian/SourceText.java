package dev.bestcode.librarian;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A source file's text and where its lines start. Offsets are those of Java's characters.
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final int[] lineStarts;

    private SourceText(String text, int[] lineStarts) {
        this.text = text;
        this.lineStarts = lineStarts;
    }

    /// @param utf8 what is not UTF-8 in it becomes U+FFFD
    static SourceText of(byte[] utf8) {
        var decoded = new String(utf8, StandardCharsets.UTF_8);
        boolean marked = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK;
        return of(marked ? decoded.substring(1) : decoded);
    }

    static SourceText of(String text) {
        var starts = new int[16];
        int lines = 1;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, 2 * lines);
            }
            starts[lines++] = end + 1;
        }
        return new SourceText(text, Arrays.copyOf(starts, lines));
    }

    String text() {
        return text;
    }

    int lines() {
        return lineStarts.length;
    }

    /// A line without its end.
    /// @param number from 1
    Span lineSpan(int number) {
        int end = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
        return new Span(lineStarts[number - 1], end);
    }

    /// The line of an offset, from 1.
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// Whether nothing but white space stands before an offset on its line.
    boolean startsLine(int offset) {
        int at = offset - 1;
        while (at >= 0 && text.charAt(at) != '\n') {
            if (!Character.isWhitespace(text.charAt(at))) {
                return false;
            }
            at--;
        }
        return true;
    }

    String of(Span span) {
        return text.substring(span.start(), span.end());
    }
}
