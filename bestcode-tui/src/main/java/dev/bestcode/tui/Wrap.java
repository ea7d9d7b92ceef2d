package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// Breaks styled text into lines: at spaces, and inside a word only where it is wider than a line.
final class Wrap {
    /// A wide letter needs two columns; narrower than that nothing can be shown.
    static final int WIDTH_MIN = 2;

    private final int width;
    private final List<Line> lines = new ArrayList<>();
    private final List<Span> line = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private Style style = Style.TEXT;
    private int used;

    private Wrap(int width) {
        this.width = Math.max(WIDTH_MIN, width);
    }

    /// By words; at least one line.
    static List<Line> words(List<Span> spans, int width) {
        var wrap = new Wrap(width);
        spans.forEach(wrap::words);
        wrap.end();
        return wrap.lines;
    }

    /// By columns alone, for code; at least one line.
    static List<Line> columns(List<Span> spans, int width) {
        var wrap = new Wrap(width);
        spans.forEach(span -> wrap.put(span.text(), span.style()));
        wrap.end();
        return wrap.lines;
    }

    private void words(Span span) {
        var text = span.text();
        for (int at = 0; at < text.length(); ) {
            boolean space = text.charAt(at) == ' ';
            int end = at + 1;
            while (end < text.length() && (text.charAt(end) == ' ') == space) {
                end++;
            }
            word(text.substring(at, end), space, span.style());
            at = end;
        }
    }

    private void word(String word, boolean space, Style wanted) {
        int columns = SafeText.width(word);
        if (used + columns <= width) {
            add(word, columns, wanted);
        } else if (space) {
            end();
        } else {
            if (used > 0 && columns <= width) {
                end();
            }
            put(word, wanted);
        }
    }

    /// Fill lines to the brim.
    private void put(String text, Style wanted) {
        for (int at = 0; at < text.length(); ) {
            int end = SafeText.fitting(text, at, width - used);
            if (end == at) {
                end();
                continue;
            }
            var piece = text.substring(at, end);
            add(piece, SafeText.width(piece), wanted);
            at = end;
        }
    }

    private void add(String text, int columns, Style wanted) {
        if (used == 0 && text.isBlank() && !lines.isEmpty()) {
            return;
        }
        if (!wanted.equals(style)) {
            endSpan();
            style = wanted;
        }
        run.append(text);
        used += columns;
    }

    /// One span for all of a line that looks the same: one for each word takes ten times the heap.
    private void endSpan() {
        if (!run.isEmpty()) {
            line.add(new Span(run.toString(), style));
            run.setLength(0);
        }
    }

    private void end() {
        endSpan();
        lines.add(new Line(line));
        line.clear();
        used = 0;
    }
}
