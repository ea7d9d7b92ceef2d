package dev.bestcode.cli;

import java.util.ArrayList;
import java.util.List;

/// Breaks a line of plain text that is too long for its place.
final class WordBreak {
    /// Narrower ones break everywhere.
    private static final int ROOM_MIN = 10;

    private WordBreak() {}

    /// Break behind blanks, and inside a word only where it is longer than a line. Nothing is left
    /// out, the blank in front of a break stays at the end of its line.
    /// @param width in characters
    /// @param indent of each line but the first
    /// @return at least one line
    static List<String> lines(String text, int width, String indent) {
        var lines = new ArrayList<String>();
        var head = "";
        for (int at = 0; at < text.length() || lines.isEmpty(); ) {
            int end = end(text, at, Math.max(ROOM_MIN, width - head.length()));
            lines.add(head + text.substring(at, end));
            head = indent;
            at = Math.max(end, 1);
        }
        return lines;
    }

    /// Never inside a letter.
    private static int end(String text, int from, int room) {
        int end = Math.min(text.length(), from + room);
        if (end == text.length()) {
            return end;
        }
        int blank = text.lastIndexOf(' ', end - 1);
        if (blank > from) {
            return blank + 1;
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
