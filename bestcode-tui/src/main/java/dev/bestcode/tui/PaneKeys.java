package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keys and the mouse in the panes of threads, messages and context.
final class PaneKeys {
    private static final int WHEEL = 3;
    private static final List<Effect> NOTHING = List.of();

    private final Model model;
    private final SearchKeys search;

    PaneKeys(Model model, SearchKeys search) {
        this.model = model;
        this.search = search;
    }

    List<Effect> press(Input.Key key) {
        return switch (model.focus) {
            case MESSAGES -> messagesKey(key);
            case THREADS -> threadsKey(key);
            case CONTEXT, APPROVAL, INPUT -> key == Input.Key.ESCAPE ? toInput() : NOTHING;
        };
    }

    private List<Effect> messagesKey(Input.Key key) {
        return switch (key) {
            case UP -> scroll(-1);
            case DOWN -> scroll(1);
            case HOME -> top();
            case END -> follow();
            case ENTER -> payload();
            case ESCAPE -> toInput();
            default -> NOTHING;
        };
    }

    private List<Effect> threadsKey(Input.Key key) {
        return switch (key) {
            case UP -> choose(-1);
            case DOWN -> choose(1);
            case ENTER -> {
                model.focus = Model.Focus.MESSAGES;
                yield NOTHING;
            }
            case ESCAPE -> toInput();
            default -> NOTHING;
        };
    }

    List<Effect> type(String text) {
        return switch (text) {
            case "?" -> model.open(new Model.Overlay.Help(0));
            case "q" -> List.of(new Effect.Quit());
            case "j" -> model.focus == Model.Focus.THREADS ? choose(1) : scroll(1);
            case "k" -> model.focus == Model.Focus.THREADS ? choose(-1) : scroll(-1);
            case "g" -> top();
            case "G" -> follow();
            case "/" -> model.open(new Model.Overlay.Searching(new TextBuffer()));
            case "n" -> search.find(1);
            case "N" -> search.find(-1);
            case "y" -> copy();
            case "t" -> theme();
            case "x" -> stop();
            default -> NOTHING;
        };
    }

    List<Effect> click(int x, int y) {
        var layout = model.layout();
        if (layout.approval().holds(x, y)) {
            model.focus = Model.Focus.APPROVAL;
        } else if (layout.messages().holds(x, y)) {
            model.focus = Model.Focus.MESSAGES;
        } else if (layout.context().holds(x, y)) {
            model.focus = Model.Focus.CONTEXT;
        } else if (layout.threads().holds(x, y)) {
            model.focus = Model.Focus.THREADS;
            return chooseAt(y - Layout.inside(layout.threads()).y());
        } else {
            model.focus = Model.Focus.INPUT;
        }
        return NOTHING;
    }

    List<Effect> wheel(int lines) {
        return scroll(lines * WHEEL);
    }

    private List<Effect> chooseAt(int row) {
        var ids = new ArrayList<>(model.threads.keySet());
        if (row < 0 || row >= ids.size()) {
            return NOTHING;
        }
        model.choose(ids.get(row));
        return List.of(new Effect.ReadContext(ids.get(row)));
    }

    private List<Effect> choose(int step) {
        var ids = new ArrayList<>(model.threads.keySet());
        int now = model.chosen.map(ids::indexOf).orElse(0);
        return chooseAt(Math.clamp(now + (long) step, 0, Math.max(0, ids.size() - 1)));
    }

    List<Effect> focus(int step) {
        var order = new ArrayList<>(List.of(Model.Focus.values()));
        if (model.questions.isEmpty()) {
            order.remove(Model.Focus.APPROVAL);
        }
        int next = Math.floorMod(order.indexOf(model.focus) + step, order.size());
        model.focus = order.get(next);
        return NOTHING;
    }

    List<Effect> scroll(int lines) {
        var view = model.view();
        if (view.isEmpty()) {
            return NOTHING;
        }
        var thread = view.get();
        var stream = thread.shownStream();
        boolean atTop = thread.scroll.by(lines, thread.history, stream, messages());
        if (atTop && !thread.history.isComplete()) {
            return List.of(thread.readOlder());
        }
        if (thread.scroll.follows() && !thread.history.isLatest()) {
            thread.scroll.stay(thread.history, stream, messages());
            return List.of(thread.readNewer());
        }
        return NOTHING;
    }

    private Area messages() {
        var inside = Layout.inside(model.layout().messages());
        return inside.width() > 0
                ? inside
                : Layout.inside(new Area(0, 0, model.columns, model.rows - 3));
    }

    int page() {
        return Math.max(1, messages().height() - 2);
    }

    private List<Effect> top() {
        model.view().ifPresent(view -> view.scroll.toItem(view.history.first()));
        return scroll(-1);
    }

    private List<Effect> follow() {
        return model.view().map(ThreadView::follow).orElse(NOTHING);
    }

    private Optional<Item> current() {
        return model.view()
                .filter(view -> view.history.end() > view.history.first())
                .map(
                        view -> {
                            long last = view.history.end() - 1;
                            long at = view.scroll.top().map(Scroll.Top::item).orElse(last);
                            return view.history.item(Math.clamp(at, view.history.first(), last));
                        });
    }

    private List<Effect> payload() {
        current()
                .ifPresent(
                        item ->
                                model.overlay =
                                        new Model.Overlay.Payload(item, PayloadLines.Form.READ, 0));
        return NOTHING;
    }

    private List<Effect> copy() {
        return current().map(this::copy).orElse(NOTHING);
    }

    List<Effect> copy(Item item) {
        if (!model.info.clipboard()) {
            return model.say("this terminal does not take text for the clipboard");
        }
        model.note = "copied";
        return List.of(new Effect.Copy(item.text()));
    }

    private List<Effect> theme() {
        if (model.theme == Theme.PLAIN) {
            return model.say("colours are off (NO_COLOR)");
        }
        model.theme = model.theme == Theme.DARK ? Theme.LIGHT : Theme.DARK;
        return List.of(new Effect.Redraw());
    }

    List<Effect> stop() {
        if (model.run.isEmpty() || !model.working) {
            return model.say("nothing is under way");
        }
        model.note = "stopping";
        return List.of(new Effect.Stop(model.run.get()));
    }

    private List<Effect> toInput() {
        model.focus = Model.Focus.INPUT;
        return NOTHING;
    }
}
