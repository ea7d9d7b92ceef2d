package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// The last line: whose run it is, what it has cost, which walls stand.
final class StatusLine {
    private static final String HINT = "Tab panes · / search · Enter opens · ? help";

    private StatusLine() {}

    static Line of(Model model) {
        var text = " " + String.join(" │ ", parts(model));
        int room = model.columns - SafeText.width(HINT) - 2;
        int width = SafeText.width(SafeText.of(text));
        if (width <= room && model.note.isEmpty()) {
            text += " ".repeat(room - width) + HINT;
        }
        return Line.of(text, Style.TEXT);
    }

    private static List<String> parts(Model model) {
        var parts = new ArrayList<String>();
        if (!model.note.isEmpty()) {
            parts.add(model.note);
        } else {
            parts.add(model.info.place());
            parts.add(model.info.profile());
        }
        if (!model.meter.model().isEmpty()) {
            parts.add(model.meter.model());
            parts.add(model.meter.text());
            parts.add(money(model));
        }
        parts.add(model.info.walls());
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    private static String money(Model model) {
        var spent = model.meter.money();
        return spent.isEmpty() || model.info.budget().isEmpty()
                ? spent
                : spent + " of " + model.info.budget();
    }
}
