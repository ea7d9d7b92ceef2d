package dev.bestcode.cli;

import dev.bestcode.tui.GrowingText;
import dev.bestcode.tui.Theme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Text as Markdown. Only this class of the conversation and [ReplGuard] know bestcode-tui, which
/// an installation may leave out.
final class MarkdownText implements ReplText {
    private static final int DIFF_LINES_MAX = 60;

    private final int width;
    private final Theme theme;
    private GrowingText growing;

    MarkdownText(int width, Map<String, String> environment) {
        this.width = width;
        this.theme = Theme.of(environment, Theme.DARK);
        this.growing = new GrowingText(width, theme);
    }

    @Override
    public void append(String piece) {
        growing.append(piece);
    }

    @Override
    public List<String> settled() {
        return growing.settled();
    }

    @Override
    public List<String> open(int linesMax) {
        return growing.open(linesMax);
    }

    @Override
    public List<String> finish() {
        var rest = growing.finish();
        growing = new GrowingText(width, theme);
        return rest;
    }

    @Override
    public List<String> whole(String text) {
        return GrowingText.of(text, width, theme);
    }

    @Override
    public List<String> diff(String answer) {
        if (!GrowingText.isDiff(answer)) {
            return List.of();
        }
        var lines = GrowingText.ofDiff(answer, width, theme);
        return lines.size() <= DIFF_LINES_MAX ? lines : head(lines);
    }

    private static List<String> head(List<String> lines) {
        var head = new ArrayList<>(lines.subList(0, DIFF_LINES_MAX));
        head.add("  … %,d more lines".formatted(lines.size() - DIFF_LINES_MAX));
        return head;
    }
}
