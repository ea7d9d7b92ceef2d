package dev.bestcode.mcp;

import java.util.function.IntPredicate;

/// Text of a server as others may read it: without characters that move a terminal's cursor, turn
/// the direction of writing or are there and not seen, and of bounded length. What the words say
/// stays theirs.
final class SafeText {
    /// Joins the parts of one picture; without it families fall apart and nothing is hidden.
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    /// Lines stay lines.
    static String of(String text, int charsMax) {
        return cut(kept(text, c -> c == '\n' || c == '\t'), charsMax);
    }

    /// On one line.
    static String line(String text, int charsMax) {
        return cut(kept(text.replace('\n', ' '), c -> c == '\t'), charsMax);
    }

    /// Whether nothing of it has to be left out.
    static boolean isClean(String text) {
        return kept(text, c -> c == '\n' || c == '\t').equals(text);
    }

    private static String kept(String text, IntPredicate controls) {
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> controls.test(c) || isVisible(c))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

    /// Never in the middle of a character.
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end) + "… [%,d more characters]".formatted(text.length() - end);
    }
}
