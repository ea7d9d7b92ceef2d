package dev.bestcode.tui;

/// Makes text that a model, a tool or a file name supplied safe for a terminal, and measures it.
/// What passes is letters, marks, symbols, spaces and line breaks; nothing that moves the cursor,
/// changes the terminal's state, reorders what is read or takes no room. Letters of scripts that
/// run from right to left pass: they are text.
///
/// | what | becomes |
/// |---|---|
/// | control characters, escape included | U+FFFD |
/// | tab | four spaces; CR LF, U+0085, U+2028, U+2029: a line break |
/// | marks that reorder, zero-width and other format characters, blank letters, unassigned | U+FFFD |
/// | a joiner between emoji, variation selectors | nothing: each emoji has cells of its own |
/// | more than [#MARKS_MAX] combining marks on a letter | nothing |
/// | a combining mark without a letter | the same on a dotted circle |
///
/// @see "Unicode Technical Report 36, security considerations"
public final class SafeText {
    /// Vietnamese and Hebrew need two; a stack of hundreds draws over other lines.
    static final int MARKS_MAX = 3;

    private static final int REPLACEMENT = 0xFFFD;
    private static final int DOTTED_CIRCLE = 0x25CC;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    /// The text, safe, with its line breaks.
    public static String of(String text) {
        return isPlain(text) ? text : cleaned(text);
    }

    /// The same on one line, line breaks shown as ⏎, cut to a width in columns.
    public static String line(String text, int columns) {
        var safe = of(text.strip()).replace('\n', '⏎');
        return width(safe) <= columns ? safe : head(safe, Math.max(0, columns - 1)) + "…";
    }

    /// Columns that a safe line takes.
    public static int width(String safe) {
        int width = 0;
        for (int at = 0; at < safe.length(); ) {
            int codePoint = safe.codePointAt(at);
            width += CharWidth.of(codePoint);
            at += Character.charCount(codePoint);
        }
        return width;
    }

    /// As much of a safe line as fits, never half a letter.
    static String head(String safe, int columns) {
        return safe.substring(0, fitting(safe, 0, columns));
    }

    /// Where the text from `from` on no longer fits; behind the marks of its last letter.
    static int fitting(String safe, int from, int columns) {
        int left = columns;
        int at = from;
        while (at < safe.length()) {
            int codePoint = safe.codePointAt(at);
            left -= CharWidth.of(codePoint);
            if (left < 0) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n') || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        var safe = new StringBuilder(text.length());
        int before = '\n';
        int marks = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint == '\r' && at < text.length() && text.charAt(at) == '\n') {
                continue;
            }
            if (isDropped(codePoint, before)) {
                continue;
            }
            if (CharWidth.isMark(codePoint) && !isBlank(codePoint)) {
                if (before == '\n' || before == '\t') {
                    safe.appendCodePoint(DOTTED_CIRCLE);
                }
                if (marks++ < MARKS_MAX) {
                    safe.appendCodePoint(codePoint);
                }
                before = DOTTED_CIRCLE;
                continue;
            }
            marks = 0;
            append(codePoint, safe);
            before = safe.isEmpty() ? '\n' : safe.codePointBefore(safe.length());
        }
        return safe.toString();
    }

    private static void append(int codePoint, StringBuilder safe) {
        switch (codePoint) {
            case '\n', 0x85, 0x2028, 0x2029 -> safe.append('\n');
            case '\t' -> safe.append("    ");
            default -> safe.appendCodePoint(isHarmless(codePoint) ? codePoint : REPLACEMENT);
        }
    }

    private static boolean isDropped(int codePoint, int before) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint == ZERO_WIDTH_JOINER && CharWidth.isWide(before));
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> !isBlank(codePoint);
        };
    }

    /// Letters that show nothing: fillers of Hangul.
    private static boolean isBlank(int codePoint) {
        return codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x3164
                || codePoint == 0xFFA0
                || codePoint == 0x034F
                || (codePoint >= 0x17B4 && codePoint <= 0x17B5)
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
