package dev.bestcode.cli;

/// Makes text of a model or a tool safe for a terminal: it may break lines, and nothing else.
final class Printable {
    private Printable() {}

    /// Control characters but newline and tab become U+FFFD, and so does what reorders text, takes
    /// no room or is no character. What only chooses a letter's look goes without a trace.
    static String of(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !isLook(c))
                .forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : 0xFFFD));
        return safe.toString();
    }

    /// The first line, cut to a width in code points.
    static String line(String text, int width) {
        var first = of(text.lines().findFirst().orElse(""));
        if (first.codePointCount(0, first.length()) <= width) {
            return first;
        }
        return first.substring(0, first.offsetByCodePoints(0, width - 1)) + "…";
    }

    static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> !isBlank(c);
        };
    }

    /// Variation selectors, and the joiner of emoji.
    private static boolean isLook(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D;
    }

    /// Letters that show nothing: fillers of Hangul, and the joiner that joins nothing.
    private static boolean isBlank(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x034F || isLook(c);
    }
}
