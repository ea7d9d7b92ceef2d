package dev.bestcode.tui;

import java.util.ArrayList;

/// The last line: whose run it is, what it has cost, which walls stand.
final class StatusLine {
    private static final String HINT = "Tab panes · / search · Enter opens · ? help";

    /// On a narrow screen: profile, place, share of the cache, tokens, model, walls.
    private static final int LEFT_OUT_MAX = 6;

    private StatusLine() {}

    static Line of(Model model) {
        int leftOut = 0;
        var text = text(model, leftOut);
        while (width(text) > model.columns && leftOut < LEFT_OUT_MAX) {
            text = text(model, ++leftOut);
        }
        int room = model.columns - width(HINT) - 2;
        if (width(text) <= room && model.note.isEmpty()) {
            text += " ".repeat(room - width(text)) + HINT;
        }
        return Line.of(text, Style.TEXT);
    }

    private static int width(String text) {
        return SafeText.width(SafeText.of(text));
    }

    /// @param leftOut how many parts have no room, the least wanted first
    private static String text(Model model, int leftOut) {
        var parts = new ArrayList<String>();
        if (!model.note.isEmpty()) {
            parts.add(model.note);
        } else {
            parts.add(leftOut < 2 ? model.info.place() : "");
            parts.add(leftOut < 1 ? model.info.profile() : "");
        }
        if (!model.meter.model().isEmpty()) {
            parts.add(leftOut < 5 ? model.meter.model() : "");
            parts.add(leftOut < 3 ? model.meter.text() : leftOut < 4 ? model.meter.brief() : "");
            parts.add(money(model));
        }
        parts.add(leftOut < LEFT_OUT_MAX ? model.info.walls() : "");
        parts.removeIf(String::isEmpty);
        return " " + String.join(" │ ", parts);
    }

    private static String money(Model model) {
        var spent = model.meter.money();
        return spent.isEmpty() || model.info.budget().isEmpty()
                ? spent
                : spent + " of " + model.info.budget();
    }
}
