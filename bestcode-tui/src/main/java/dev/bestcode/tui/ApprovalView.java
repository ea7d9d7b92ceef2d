package dev.bestcode.tui;

import java.util.List;

/// Draws the question that waits for the person: what the call comes to, and the keys.
final class ApprovalView {
    private final Screen screen;
    private final Model model;

    ApprovalView(Screen screen, Model model) {
        this.screen = screen;
        this.model = model;
    }

    void draw(Question question, Area pane) {
        boolean here = model.focus == Model.Focus.APPROVAL;
        int waiting = model.questions.size();
        var title = waiting == 1 ? "approval" : "approval, 1 of " + waiting;
        Rule.draw(screen, pane, title, here);
        var area = Layout.inside(pane);
        var lines = question.lines(area.width());
        var form = model.form();
        int room = area.height() - (form.isPresent() ? 2 : 1);
        for (int row = 0; row < Math.min(room, lines.size()); row++) {
            boolean cut = row == room - 1 && lines.size() > room;
            screen.put(area, row, cut ? more(lines.size() - room + 1) : lines.get(row));
        }
        form.ifPresent(entry -> draw(entry, area, room, here));
        var keys =
                !here
                        ? "Tab to here, then answer"
                        : form.isPresent()
                                ? "[Enter] next field, alone: pass it over  /yes: the rest  /no: decline  Esc: later"
                                : "[y] once  [r] this run  [a] always  [n] no   Esc: later";
        screen.put(
                area,
                area.height() - 1,
                Line.of(keys, here ? Style.WARNING.with(Style.BOLD) : Style.DIM));
    }

    private void draw(FormEntry entry, Area area, int row, boolean here) {
        var label = entry.label(area.width());
        var typed = entry.typed.text();
        int room = area.width() - SafeText.width(label) - 1;
        int left = Math.max(0, entry.typed.caretColumn() - room);
        screen.put(
                area,
                row,
                new Line(
                        List.of(
                                new Span(label, Style.ACCENT),
                                new Span(
                                        typed.substring(SafeText.fitting(typed, 0, left)),
                                        Style.TEXT))));
        if (here && model.overlay instanceof Model.Overlay.None) {
            screen.caret(
                    area.x() + SafeText.width(label) + entry.typed.caretColumn() - left,
                    area.y() + row);
        }
    }

    private static Line more(int lines) {
        return Line.of(
                "… %d more lines: make the terminal larger before you allow it".formatted(lines),
                Style.ERROR);
    }
}
