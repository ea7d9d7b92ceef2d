package dev.bestcode.tui;

import java.util.Optional;

/// What must be written to turn one screen into the next: the cells that differ, and no more.
/// After a letter that terminals measure differently the cursor is set anew, so that the columns
/// behind it stay where they are.
final class ScreenDiff {
    /// Of one cell: a letter with its marks (16), a style (24), a position (12).
    static final int CELL_BYTES_MAX = 52;

    /// Of a frame whatever is in it: the frame's marks, the caret.
    static final int FRAME_BYTES_MAX = 64;

    /// Unchanged cells that cost less written again than jumped over.
    private static final int JUMP_MIN = 6;

    private static final String BEGIN = "\u001b[?2026h\u001b[?25l";
    private static final String END = "\u001b[0m";
    private static final String SHOW_CARET = "\u001b[?25h";
    private static final String DONE = "\u001b[?2026l";

    private final Screen before;
    private final Screen after;
    private final Theme theme;
    private final boolean all;
    private final StringBuilder out = new StringBuilder();
    private Optional<Style> style = Optional.empty();
    private int cursorX = -1;
    private int cursorY = -1;

    private ScreenDiff(Screen before, Screen after, Theme theme, boolean all) {
        this.before = before;
        this.after = after;
        this.theme = theme;
        this.all = all;
    }

    /// Empty when nothing differs.
    static String between(Screen before, Screen after, Theme theme) {
        boolean resized = before.columns() != after.columns() || before.rows() != after.rows();
        return new ScreenDiff(before, after, theme, resized).write();
    }

    /// The whole screen, whatever is shown.
    static String whole(Screen screen, Theme theme) {
        return new ScreenDiff(screen, screen, theme, true).write();
    }

    private String write() {
        for (int y = 0; y < after.rows(); y++) {
            row(y);
        }
        if (out.isEmpty() && before.caret().equals(after.caret())) {
            return "";
        }
        var frame = new StringBuilder(BEGIN).append(out).append(END);
        after.caret()
                .ifPresent(
                        caret -> frame.append(position(caret.x(), caret.y())).append(SHOW_CARET));
        return frame.append(DONE).toString();
    }

    private void row(int y) {
        for (int x = 0; x < after.columns(); x++) {
            if (differs(x, y)) {
                moveTo(x, y);
                cell(x, y);
            }
        }
    }

    private boolean differs(int x, int y) {
        return all || !after.sameCell(before, x, y);
    }

    private void moveTo(int x, int y) {
        if (y == cursorY
                && cursorX >= 0
                && x > cursorX
                && x - cursorX < JUMP_MIN
                && isSimple(cursorX, x, y)) {
            while (cursorX < x) {
                cell(cursorX, y);
            }
        } else if (x != cursorX || y != cursorY) {
            out.append(position(x, y));
        }
        cursorX = x;
        cursorY = y;
    }

    private boolean isSimple(int from, int to, int y) {
        for (int x = from; x < to; x++) {
            var glyph = after.glyph(x, y);
            if (glyph.length() != 1 || glyph.charAt(0) > '~') {
                return false;
            }
        }
        return true;
    }

    private void cell(int x, int y) {
        var glyph = after.glyph(x, y);
        if (glyph.isEmpty()) {
            cursorX = -1; // drawn with its first half
            return;
        }
        var wanted = after.style(x, y);
        if (style.filter(wanted::equals).isEmpty()) {
            out.append(theme.sgr(wanted));
            style = Optional.of(wanted);
        }
        out.append(glyph);
        boolean certain = (glyph.length() == 1 && glyph.charAt(0) < 0x300) || isBox(glyph);
        cursorX = certain && x + 1 < after.columns() ? x + 1 : -1;
        cursorY = y;
    }

    private static boolean isBox(String glyph) {
        return glyph.length() == 1 && glyph.charAt(0) >= 0x2500 && glyph.charAt(0) < 0x25A0;
    }

    private static String position(int x, int y) {
        return "\u001b[" + (y + 1) + ";" + (x + 1) + "H";
    }
}
