package dev.bestcode.cli;

/// Makes text of a model or a tool safe for a terminal: it may break lines, and nothing else.
final class Printable {
    private Printable() {}

    /// Control characters but newline and tab become U+FFFD, and so do the marks that reorder text.
    static String of(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : 0xFFFD));
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

    private static boolean isHarmless(int c) {
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || isBidiControl(c));
    }

    /// @see "Unicode Standard Annex 9: explicit directional formatting"
    private static boolean isBidiControl(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
