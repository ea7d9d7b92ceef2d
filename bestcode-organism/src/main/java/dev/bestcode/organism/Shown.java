package dev.bestcode.organism;

/// Text of a file as a message shows it: on one line, and short.
final class Shown {
    /// Room for any name that makes sense.
    private static final int CODE_POINTS_MAX = 80;

    private Shown() {}

    static String text(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(CODE_POINTS_MAX)
                .map(c -> Character.isISOControl(c) || isLineEnd(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        // Twice the code points is more than any text within the limit has chars.
        boolean cut =
                text.length() > 2 * CODE_POINTS_MAX
                        || text.codePointCount(0, text.length()) > CODE_POINTS_MAX;
        return cut ? shown.append('…').toString() : shown.toString();
    }

    static String quoted(String text) {
        return "'" + text(text) + "'";
    }

    private static boolean isLineEnd(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
