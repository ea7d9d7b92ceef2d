package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// An item as lines of the messages pane.
final class ItemLines {
    /// What is shown of one item here; the payload view has the rest.
    static final int CHARS_MAX = 64 * 1024;

    /// What a tool's answer shows until it is opened.
    private static final int ANSWER_LINES_MAX = 12;

    static final int INDENT = 2;

    private ItemLines() {}

    static List<Line> of(Item item, int width) {
        var lines = new ArrayList<Line>();
        switch (item.kind()) {
            case TASK -> {
                lines.add(head("▶ you", Style.ACCENT.with(Style.BOLD)));
                lines.addAll(indented(Markdown.render(text(item), width - INDENT)));
                lines.add(Line.EMPTY);
            }
            case SAID -> {
                lines.add(head("● agent", Style.of(Role.HEADING).with(Style.BOLD)));
                lines.addAll(indented(Markdown.render(text(item), width - INDENT)));
                lines.add(Line.EMPTY);
            }
            case CALL -> lines.addAll(call(item, width));
            case ANSWER -> lines.addAll(answer(item, width, Style.DIM));
            case ERROR -> lines.addAll(answer(item, width, Style.ERROR));
            case QUESTION ->
                    lines.add(head("? " + item.title() + " " + item.text(), Style.WARNING));
            case NOTE ->
                    lines.addAll(
                            Wrap.words(List.of(new Span("· " + item.text(), Style.DIM)), width));
            case END -> {
                lines.add(
                        Line.of(
                                "── "
                                        + item.title()
                                        + " "
                                        + "─"
                                                .repeat(
                                                        Math.max(
                                                                0,
                                                                Math.min(width, 40)
                                                                        - 5
                                                                        - SafeText.width(
                                                                                item.title()))),
                                Style.BORDER));
                lines.add(Line.EMPTY);
            }
        }
        return lines;
    }

    /// What streams: the same look as [Item.Kind#SAID], marked as unfinished.
    static List<Line> streaming(List<Line> body) {
        return indented(body);
    }

    static Line streamHead() {
        return head("● agent, unfinished", Style.DIM.with(Style.ITALIC));
    }

    private static List<Line> call(Item item, int width) {
        return Wrap.words(
                List.of(
                        new Span("⚙ " + item.title() + " ", Style.ACCENT),
                        new Span(item.text(), Style.TEXT)),
                width);
    }

    private static List<Line> answer(Item item, int width, Style style) {
        var text = text(item).stripTrailing();
        boolean diff = CodeLines.isDiff(text);
        var body =
                diff
                        ? CodeLines.of(text, "diff", width)
                        : plain(SafeText.of(text), width - INDENT, style);
        if (body.size() <= ANSWER_LINES_MAX || diff) {
            return body;
        }
        var lines = new ArrayList<>(body.subList(0, ANSWER_LINES_MAX));
        int rest = body.size() - ANSWER_LINES_MAX;
        lines.add(Line.of("  … %,d more lines; Enter opens it".formatted(rest), Style.DIM));
        return lines;
    }

    private static List<Line> plain(String safe, int width, Style style) {
        var lines = new ArrayList<Line>();
        for (var text : safe.split("\n", -1)) {
            var span = List.of(new Span(text, style));
            // What went wrong is said in sentences; what went well may be a table.
            var broken =
                    style.equals(Style.ERROR) ? Wrap.words(span, width) : Wrap.columns(span, width);
            lines.addAll(indented(broken));
        }
        return lines;
    }

    private static String text(Item item) {
        var text = item.text();
        if (text.length() <= CHARS_MAX) {
            return text;
        }
        return text.substring(0, CHARS_MAX)
                + "\n… %,d more characters".formatted(text.length() - CHARS_MAX);
    }

    private static Line head(String text, Style style) {
        return Line.of(text, style);
    }

    private static List<Line> indented(List<Line> lines) {
        var indent = List.of(new Span(" ".repeat(INDENT), Style.TEXT));
        return lines.stream().map(line -> line.after(indent)).toList();
    }
}
