package dev.bestcode.tui;

import dev.bestcode.api.kernel.ThreadId;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The line that asks what to search for, and going from one find to the next.
final class SearchKeys {
    /// A search that waits for more of the journal.
    /// @param from the number that it goes on with
    private record Waiting(ThreadView view, int step, long from) {}

    private final Model model;
    private Optional<Waiting> waiting = Optional.empty();

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

    /// Go to the next item that has the pattern, from the one in view on; what the heap does not
    /// hold is read from the journal, part by part, until it is found or a key is pressed.
    List<Effect> find(int step) {
        var view = model.view();
        if (view.isEmpty() || model.pattern.isEmpty()) {
            return model.say("nothing to search for; / asks");
        }
        var history = view.get().history;
        long at = view.get().scroll.top().map(Scroll.Top::item).orElse(history.end());
        return find(view.get(), step, at + step);
    }

    /// Go on in what was read.
    List<Effect> goOn(ThreadId thread) {
        var goal = waiting.filter(search -> search.view().id.equals(thread));
        if (goal.isEmpty()) {
            return List.of();
        }
        waiting = Optional.empty();
        return find(goal.get().view(), goal.get().step(), goal.get().from());
    }

    void giveUp() {
        waiting = Optional.empty();
    }

    private List<Effect> find(ThreadView view, int step, long from) {
        var history = view.history;
        var wanted = model.pattern.toLowerCase(Locale.ROOT);
        long at = from;
        for (; at >= history.first() && at < history.end(); at += step) {
            if (history.item(at).text().toLowerCase(Locale.ROOT).contains(wanted)) {
                view.scroll.toItem(at);
                return model.say("found '" + model.pattern + "'; n goes on, N goes back");
            }
        }
        if (step < 0 ? !history.isComplete() : !history.isLatest()) {
            waiting = Optional.of(new Waiting(view, step, at));
            model.note = "looking for '" + model.pattern + "' in the journal; any key ends it";
            return List.of(step < 0 ? view.readOlder() : view.readNewer());
        }
        return model.say("'" + model.pattern + "' is not found " + (step < 0 ? "above" : "below"));
    }
}
