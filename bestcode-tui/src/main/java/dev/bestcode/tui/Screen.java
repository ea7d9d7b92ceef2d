package dev.bestcode.tui;

import java.util.Arrays;
import java.util.Optional;

/// A screen in memory: cells with a letter and a style each. The second cell of a wide letter is
/// empty. Whatever is put here has gone through [SafeText].
final class Screen {
    /// Beyond any terminal; a report of a size that is a lie must not exhaust the heap.
    static final int SIDE_MAX = 1_000;

    /// Where the caret stands.
    record Caret(int x, int y) {}

    private static final String[] ASCII = new String[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = String.valueOf(c);
        }
    }

    private final int columns;
    private final int rows;
    private final String[] glyphs;
    private final Style[] styles;
    private Optional<Caret> caret = Optional.empty();

    Screen(int columns, int rows) {
        this.columns = Math.clamp(columns, 1, SIDE_MAX);
        this.rows = Math.clamp(rows, 1, SIDE_MAX);
        this.glyphs = new String[this.columns * this.rows];
        this.styles = new Style[this.columns * this.rows];
        Arrays.fill(glyphs, " ");
        Arrays.fill(styles, Style.TEXT);
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    Optional<Caret> caret() {
        return caret;
    }

    void caret(int x, int y) {
        caret = Optional.of(new Caret(Math.clamp(x, 0, columns - 1), Math.clamp(y, 0, rows - 1)));
    }

    String glyph(int x, int y) {
        return glyphs[y * columns + x];
    }

    Style style(int x, int y) {
        return styles[y * columns + x];
    }

    boolean sameCell(Screen other, int x, int y) {
        int at = y * columns + x;
        return glyphs[at].equals(other.glyphs[at]) && styles[at].equals(other.styles[at]);
    }

    /// Put a line into an area of one row, cut at its edge; the rest of the area becomes blank.
    void put(Area area, int row, Line line) {
        put(area, row, line, 0);
    }

    /// @param marks that the whole row gets besides, such as [Style#REVERSE] for what is chosen
    void put(Area area, int row, Line line, int marks) {
        int y = area.y() + row;
        if (row < 0 || row >= area.height() || y >= rows) {
            return;
        }
        int end = Math.min(columns, area.x() + area.width());
        int x = area.x();
        for (var span : line.spans()) {
            x = put(x, end, y, span.text(), span.style().with(marks));
        }
        while (x < end) {
            set(x++, y, " ", Style.TEXT.with(marks));
        }
    }

    private int put(int from, int end, int y, String text, Style style) {
        int x = from;
        for (int at = 0; at < text.length(); ) {
            int next = at + Character.charCount(text.codePointAt(at));
            int width = CharWidth.of(text.codePointAt(at));
            while (next < text.length() && CharWidth.of(text.codePointAt(next)) == 0) {
                next += Character.charCount(text.codePointAt(next));
            }
            if (x + width > end) {
                return end(x, end, y, style);
            }
            char first = text.charAt(at);
            set(
                    x,
                    y,
                    next - at == 1 && first < 128 ? ASCII[first] : text.substring(at, next),
                    style);
            if (width == 2) {
                set(x + 1, y, "", style);
            }
            x += Math.max(1, width);
            at = next;
        }
        return x;
    }

    private int end(int from, int end, int y, Style style) {
        for (int x = from; x < end; x++) {
            set(x, y, " ", style);
        }
        return end;
    }

    private void set(int x, int y, String glyph, Style style) {
        glyphs[y * columns + x] = glyph;
        styles[y * columns + x] = style;
    }

    /// The rows as text, without blanks at their ends.
    String text() {
        var text = new StringBuilder();
        for (int y = 0; y < rows; y++) {
            var row =
                    String.join("", Arrays.asList(glyphs).subList(y * columns, (y + 1) * columns));
            text.append(row.stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
