package dev.bestcode.tools;

/// Text without characters that a person would not see and a model would read: what turns the
/// direction of writing, tags, blanks without width. Joiners stay: scripts and emoji need them.
/// @see "Unicode 16, section 23.2, 23.3, 23.9; Boucher and Anderson 2021, Trojan Source"
final class VisibleText {
    private VisibleText() {}

    static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::isHidden)) {
            return text;
        }
        var visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(codePoint -> !isHidden(codePoint))
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isHidden(int codePoint) {
        return codePoint == 0x00AD
                || codePoint == 0x200B
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2060 && codePoint <= 0x206F)
                || codePoint == 0xFEFF
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
                || (codePoint < 0x20 && codePoint != '\n' && codePoint != '\t' && codePoint != '\r')
                || (codePoint >= 0x7F && codePoint < 0xA0);
    }
}
