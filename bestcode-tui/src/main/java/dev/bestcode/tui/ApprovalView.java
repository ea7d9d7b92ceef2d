package dev.bestcode.tui;

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
        int room = area.height() - 1;
        for (int row = 0; row < Math.min(room, lines.size()); row++) {
            boolean cut = row == room - 1 && lines.size() > room;
            screen.put(area, row, cut ? more(lines.size() - room + 1) : lines.get(row));
        }
        var keys =
                here
                        ? "[y] once  [r] this run  [a] always  [n] no   Esc: later"
                        : "Tab to here, then answer";
        screen.put(area, room, Line.of(keys, here ? Style.WARNING.with(Style.BOLD) : Style.DIM));
    }

    private static Line more(int lines) {
        return Line.of(
                "… %d more lines: make the terminal larger before you allow it".formatted(lines),
                Style.ERROR);
    }
}
