package dev.bestcode.tui;

import java.util.List;
import java.util.stream.Collectors;

/// Markdown that still grows, for a terminal that scrolls: lines that no later text changes, to be
/// written once, and those behind them that may still change. Each line is safe for a terminal and
/// carries its own colours. Not safe for several threads.
public final class GrowingText {
    private static final String PLAIN = "\u001b[0m";

    private final Theme theme;
    private final MarkdownStream stream;
    private int taken;

    public GrowingText(int width, Theme theme) {
        this.theme = theme;
        this.stream = new MarkdownStream(width);
    }

    public void append(String text) {
        stream.append(text);
    }

    /// The lines that have become final since this was last asked.
    public List<String> settled() {
        var fresh = stream.settledFrom(taken);
        taken += fresh.size();
        return written(fresh, theme);
    }

    /// The last lines of what may still change.
    public List<String> open(int linesMax) {
        var open = stream.open();
        return written(open.subList(Math.max(0, open.size() - linesMax), open.size()), theme);
    }

    /// The end of the text: everything that [#settled] has not given.
    public List<String> finish() {
        var rest = stream.lines();
        return written(rest.subList(Math.min(taken, rest.size()), rest.size()), theme);
    }

    /// A whole text.
    public static List<String> of(String markdown, int width, Theme theme) {
        return written(Markdown.render(markdown, width), theme);
    }

    /// A diff as it is, its lines coloured.
    public static List<String> ofDiff(String diff, int width, Theme theme) {
        return written(CodeLines.of(diff, "diff", width), theme);
    }

    public static boolean isDiff(String text) {
        return CodeLines.isDiff(text);
    }

    private static List<String> written(List<Line> lines, Theme theme) {
        return lines.stream().map(line -> written(line, theme)).toList();
    }

    private static String written(Line line, Theme theme) {
        return line.spans().stream()
                .map(
                        span ->
                                span.style().equals(Style.TEXT)
                                        ? span.text()
                                        : theme.sgr(span.style()) + span.text() + PLAIN)
                .collect(Collectors.joining());
    }
}
