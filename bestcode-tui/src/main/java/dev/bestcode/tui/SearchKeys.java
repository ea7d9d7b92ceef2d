package dev.bestcode.tui;

import java.util.List;
import java.util.Locale;

/// The line that asks what to search for, and going from one find to the next.
final class SearchKeys {
    private final Model model;

    SearchKeys(Model model) {
        this.model = model;
    }

    List<Effect> press(TextBuffer pattern, Input.Key key) {
        return switch (key) {
            case ENTER -> {
                model.pattern = pattern.text();
                model.close();
                yield find(-1);
            }
            case ESCAPE -> model.close();
            default -> {
                pattern.press(key);
                yield List.of();
            }
        };
    }

    /// Go to the next item that has the pattern, from the one in view on, in what the heap holds.
    List<Effect> find(int step) {
        var view = model.view();
        if (view.isEmpty() || model.pattern.isEmpty()) {
            return model.say("nothing to search for; / asks");
        }
        var history = view.get().history;
        var wanted = model.pattern.toLowerCase(Locale.ROOT);
        long at = view.get().scroll.top().map(Scroll.Top::item).orElse(history.end()) + step;
        for (; at >= history.first() && at < history.end(); at += step) {
            if (history.item(at).text().toLowerCase(Locale.ROOT).contains(wanted)) {
                view.get().scroll.toItem(at);
                return model.say("found '" + model.pattern + "'; n goes on, N goes back");
            }
        }
        return model.say("'" + model.pattern + "' is not found " + (step < 0 ? "above" : "below"));
    }
}
