package dev.bestcode.tui;

import java.util.List;

/// Draws where a task is typed.
final class InputView {
    private final Screen screen;
    private final Model model;

    InputView(Screen screen, Model model) {
        this.screen = screen;
        this.model = model;
    }

    void draw(Area area) {
        boolean here = model.focus == Model.Focus.INPUT;
        Rule.draw(screen, area, title(), here);
        var text = area.below(1);
        var lines = model.input.lines();
        int first = Math.max(0, model.input.caretLine() - text.height() + 1);
        int left = Math.max(0, model.input.caretColumn() + 3 - text.width());
        for (int row = 0; row < text.height() && first + row < lines.size(); row++) {
            var line = lines.get(first + row);
            var shown = line.substring(SafeText.fitting(line, 0, left));
            screen.put(
                    text,
                    row,
                    new Line(
                            List.of(
                                    new Span(row == 0 ? "› " : "  ", Style.ACCENT),
                                    new Span(shown, Style.TEXT))));
        }
        if (here && model.overlay instanceof Model.Overlay.None) {
            screen.caret(
                    text.x() + 2 + model.input.caretColumn() - left,
                    text.y() + model.input.caretLine() - first);
        }
    }

    private String title() {
        if (!model.info.writable()) {
            return "to look at";
        }
        return model.working ? "at work · Ctrl-C stops" : "";
    }
}
