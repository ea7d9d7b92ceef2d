package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One line of styled text; safe for a terminal by its making.
record Line(List<Span> spans) {
    static final Line EMPTY = new Line(List.of());

    Line {
        spans = List.copyOf(spans);
    }

    static Line of(String text, Style style) {
        return new Line(List.of(new Span(text, style)));
    }

    static Line of(String text) {
        return of(text, Style.TEXT);
    }

    /// This line behind a prefix.
    Line after(List<Span> prefix) {
        if (prefix.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(prefix);
        all.addAll(spans);
        return new Line(all);
    }

    int width() {
        return spans.stream().mapToInt(Span::width).sum();
    }

    String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
