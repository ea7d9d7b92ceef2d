package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// Draws the organism editor: the text with its line numbers, the caret, and what is wrong.
final class EditorView {
    private static final int GUTTER = 6;

    private final Screen screen;
    private final OrganismEditor editor;

    EditorView(Screen screen, OrganismEditor editor) {
        this.screen = screen;
        this.editor = editor;
    }

    /// @param all above the status line
    void draw(Area all, Area status) {
        Rule.draw(screen, all, editor.name() + (editor.isChanged() ? " · changed" : ""), true);
        int rowsMax = Math.max(2, (all.height() + 1) / 3);
        var told = told();
        int problemRows = Math.clamp(told.size() + 1L, 2, rowsMax);
        var text = all.below(1).top(all.height() - 1 - problemRows);
        text(text);
        problems(all.below(1 + text.height()), told);
        screen.put(
                status,
                0,
                Line.of(" Ctrl-S saves · Tab completes · Esc closes", Style.TEXT),
                Style.REVERSE);
    }

    private void text(Area text) {
        var lines = editor.buffer().lines();
        int caret = editor.buffer().caretLine();
        int first = Math.max(0, caret - text.height() + 1);
        int room = Math.max(1, text.width() - GUTTER - 1);
        int left = Math.max(0, editor.buffer().caretColumn() - room);
        for (int row = 0; row < text.height() && first + row < lines.size(); row++) {
            screen.put(text, row, line(first + row + 1, lines.get(first + row), left));
        }
        screen.caret(GUTTER + editor.buffer().caretColumn() - left, text.y() + caret - first);
    }

    private Line line(int number, String text, int left) {
        boolean wrong = editor.problems().stream().anyMatch(p -> p.startsWith(number + ":"));
        return new Line(
                List.of(
                        new Span("%4d  ".formatted(number), wrong ? Style.ERROR : Style.DIM),
                        new Span(text.substring(SafeText.fitting(text, 0, left)), Style.TEXT)));
    }

    private List<Line> told() {
        var lines = new ArrayList<Line>();
        if (!editor.word().isEmpty()) {
            lines.add(Line.of(editor.word(), Style.WARNING));
        }
        editor.problems().forEach(problem -> lines.add(Line.of(problem, Style.ERROR)));
        return lines;
    }

    private void problems(Area area, List<Line> told) {
        var hover = editor.hover();
        var found = editor.problems().isEmpty() ? "no problems" : "problems";
        Rule.draw(screen, area, hover.isEmpty() ? found : found + " · " + hover, false);
        int row = 1;
        for (var line : told) {
            screen.put(area, row++, line);
        }
    }
}
