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

    private void word(String word, boolean space, Style style) {
        int columns = SafeText.width(word);
        if (used + columns <= width) {
            add(word, columns, style);
        } else if (space) {
            end();
        } else {
            if (used > 0 && columns <= width) {
                end();
            }
            put(word, style);
        }
    }

    /// Fill lines to the brim.
    private void put(String text, Style style) {
        for (int at = 0; at < text.length(); ) {
            int end = SafeText.fitting(text, at, width - used);
            if (end == at) {
                end();
                continue;
            }
            var piece = text.substring(at, end);
            add(piece, SafeText.width(piece), style);
            at = end;
        }
    }

    private void add(String text, int columns, Style style) {
        if (used == 0 && text.isBlank() && !lines.isEmpty()) {
            return;
        }
        line.add(new Span(text, style));
        used += columns;
    }

    private void end() {
        lines.add(new Line(line));
        line.clear();
        used = 0;
    }
}
