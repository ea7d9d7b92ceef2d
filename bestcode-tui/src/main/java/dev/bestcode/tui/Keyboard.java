package dev.bestcode.tui;

import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What keys and the mouse do. A letter answers a question only while the question has the focus,
/// so that nobody allows a call by typing on.
final class Keyboard {
    private static final String PERSON = "person in the Control Room";
    private static final int WHEEL = 3;
    private static final List<Effect> NOTHING = List.of();

    private final Model model;
    private boolean leaving;

    Keyboard(Model model) {
        this.model = model;
    }

    List<Effect> type(String text) {
        leaving = false;
        return switch (model.overlay) {
            case Model.Overlay.None _ ->
                    switch (model.focus) {
                        case INPUT -> insert(model.input, text);
                        case APPROVAL -> answer(text);
                        case MESSAGES, THREADS, CONTEXT -> command(text);
                    };
            case Model.Overlay.Help _ -> close();
            case Model.Overlay.Payload payload -> payloadKey(payload, text);
            case Model.Overlay.Searching(var pattern) -> insert(pattern, text);
            case Model.Overlay.Editing(var editor) -> {
                editor.buffer().insert(text);
                yield List.of(new Effect.CheckOrganism(editor.buffer().text()));
            }
        };
    }

    /// Pasted text is text, wherever the focus is: it answers nothing and commands nothing.
    List<Effect> paste(String text) {
        return switch (model.overlay) {
            case Model.Overlay.None _, Model.Overlay.Help _, Model.Overlay.Payload _ -> {
                model.focus = Model.Focus.INPUT;
                model.overlay = new Model.Overlay.None();
                yield insert(model.input, text);
            }
            case Model.Overlay.Searching _, Model.Overlay.Editing _ -> type(text);
        };
    }

    private static List<Effect> insert(TextBuffer buffer, String text) {
        buffer.insert(text);
        return NOTHING;
    }

    List<Effect> press(Input.Key key) {
        boolean again = leaving;
        leaving = false;
        switch (key) {
            case INTERRUPT -> {
                return interrupt(again);
            }
            case REDRAW -> {
                return List.of(new Effect.Redraw());
            }
            case F1 -> {
                return open(new Model.Overlay.Help());
            }
            case F2 -> {
                return edit();
            }
            default -> {
                return pressed(key);
            }
        }
    }

    private List<Effect> pressed(Input.Key key) {
        return switch (model.overlay) {
            case Model.Overlay.None _ -> pane(key);
            case Model.Overlay.Help _ -> close();
            case Model.Overlay.Payload payload -> payloadKey(payload, key);
            case Model.Overlay.Searching(var pattern) -> searchKey(pattern, key);
            case Model.Overlay.Editing(var editor) -> editorKey(editor, key);
        };
    }

    private List<Effect> pane(Input.Key key) {
        return switch (key) {
            case TAB -> focus(1);
            case BACK_TAB -> focus(-1);
            case PAGE_UP -> scroll(-page());
            case PAGE_DOWN -> scroll(page());
            case END_OF_FILE -> model.input.isEmpty() ? List.of(new Effect.Quit()) : NOTHING;
            default ->
                    switch (model.focus) {
                        case INPUT -> inputKey(key);
                        case MESSAGES -> messagesKey(key);
                        case THREADS -> threadsKey(key);
                        case CONTEXT, APPROVAL -> key == Input.Key.ESCAPE ? toInput() : NOTHING;
                    };
        };
    }

    private List<Effect> inputKey(Input.Key key) {
        boolean oneLine = model.input.lines().size() == 1;
        if (key == Input.Key.ENTER) {
            return submit();
        }
        if (oneLine && key == Input.Key.UP) {
            return scroll(-1);
        }
        if (oneLine && key == Input.Key.DOWN) {
            return scroll(1);
        }
        model.input.press(key);
        return NOTHING;
    }

    private List<Effect> submit() {
        var text = model.input.text().strip();
        if (text.isEmpty()) {
            return NOTHING;
        }
        if (text.equals("/quit")) {
            return List.of(new Effect.Quit());
        }
        if (!model.info.writable()) {
            return note("this run is only looked at: nothing can be said to it here");
        }
        if (text.equals("/new")) {
            model.input.clear();
            model.run = Optional.empty();
            return note("the next task begins a new run");
        }
        if (model.working) {
            return note("the agent is at work; wait, or stop it with Ctrl-C");
        }
        model.input.clear();
        model.view().ifPresent(view -> view.scroll.follow());
        return List.of(
                model.run
                        .<Effect>map(run -> new Effect.FollowUp(run, text))
                        .orElseGet(() -> new Effect.Submit(text)));
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

    private List<Effect> command(String text) {
        return switch (text) {
            case "?" -> open(new Model.Overlay.Help());
            case "q" -> List.of(new Effect.Quit());
            case "j" -> model.focus == Model.Focus.THREADS ? choose(1) : scroll(1);
            case "k" -> model.focus == Model.Focus.THREADS ? choose(-1) : scroll(-1);
            case "g" -> top();
            case "G" -> follow();
            case "/" -> open(new Model.Overlay.Searching(new TextBuffer()));
            case "n" -> find(1);
            case "N" -> find(-1);
            case "y" -> copy();
            case "t" -> theme();
            case "x" -> stop();
            default -> NOTHING;
        };
    }

    private List<Effect> answer(String text) {
        var question = model.question();
        if (question.isEmpty()) {
            return NOTHING;
        }
        var scope =
                switch (text) {
                    case "y" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.ONCE));
                    case "r" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.RUN));
                    case "a" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.ALWAYS));
                    case "n" -> Optional.of(ApprovalAnswer.deny(PERSON, "the person said no"));
                    default -> Optional.<ApprovalAnswer>empty();
                };
        if (scope.isEmpty()) {
            return note("y once · r this run · a always · n no · Esc later");
        }
        model.questions.removeFirst();
        model.leaveApproval();
        return List.of(new Effect.Answer(question.get().id(), scope.get()));
    }

    private List<Effect> interrupt(boolean again) {
        if (!(model.overlay instanceof Model.Overlay.None)) {
            return close();
        }
        if (model.working && model.info.writable()) {
            return stop();
        }
        if (!model.input.isEmpty()) {
            model.input.clear();
            return NOTHING;
        }
        leaving = true;
        return again ? List.of(new Effect.Quit()) : note("Ctrl-C again leaves");
    }

    private List<Effect> stop() {
        if (model.run.isEmpty() || !model.working) {
            return note("nothing is under way");
        }
        model.note = "stopping";
        return List.of(new Effect.Stop(model.run.get()));
    }

    List<Effect> click(int x, int y) {
        var layout = model.layout();
        if (!(model.overlay instanceof Model.Overlay.None)) {
            return close();
        }
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
        model.chosen = Optional.of(ids.get(row));
        return List.of(new Effect.ReadContext(ids.get(row)));
    }

    private List<Effect> choose(int step) {
        var ids = new ArrayList<>(model.threads.keySet());
        int now = model.chosen.map(ids::indexOf).orElse(0);
        return chooseAt(Math.clamp(now + (long) step, 0, Math.max(0, ids.size() - 1)));
    }

    private List<Effect> focus(int step) {
        var order = new ArrayList<>(List.of(Model.Focus.values()));
        if (model.questions.isEmpty()) {
            order.remove(Model.Focus.APPROVAL);
        }
        int next = Math.floorMod(order.indexOf(model.focus) + step, order.size());
        model.focus = order.get(next);
        return NOTHING;
    }

    private List<Effect> scroll(int lines) {
        var view = model.view();
        if (view.isEmpty()) {
            return NOTHING;
        }
        var thread = view.get();
        boolean atTop = thread.scroll.by(lines, thread.history, thread.stream, messages());
        if (atTop && !thread.history.isComplete()) {
            return List.of(new Effect.ReadOlder(thread.run, thread.id, thread.history.oldestSeq()));
        }
        return NOTHING;
    }

    private Area messages() {
        var inside = Layout.inside(model.layout().messages());
        return inside.width() > 0
                ? inside
                : Layout.inside(new Area(0, 0, model.columns, model.rows - 3));
    }

    private int page() {
        return Math.max(1, messages().height() - 2);
    }

    private List<Effect> top() {
        model.view().ifPresent(view -> view.scroll.toItem(view.history.first()));
        return scroll(-1);
    }

    private List<Effect> follow() {
        model.view().ifPresent(view -> view.scroll.follow());
        return NOTHING;
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

    private List<Effect> payloadKey(Model.Overlay.Payload payload, Input.Key key) {
        return switch (key) {
            case TAB -> {
                model.overlay = new Model.Overlay.Payload(payload.item(), payload.form().next(), 0);
                yield NOTHING;
            }
            case UP -> payloadTo(payload, payload.top() - 1);
            case DOWN -> payloadTo(payload, payload.top() + 1);
            case PAGE_UP -> payloadTo(payload, payload.top() - model.rows + 4);
            case PAGE_DOWN -> payloadTo(payload, payload.top() + model.rows - 4);
            case HOME -> payloadTo(payload, 0);
            default -> close();
        };
    }

    private List<Effect> payloadKey(Model.Overlay.Payload payload, String text) {
        return switch (text) {
            case "j" -> payloadTo(payload, payload.top() + 1);
            case "k" -> payloadTo(payload, payload.top() - 1);
            case "y" -> copy(payload.item());
            default -> close();
        };
    }

    private List<Effect> payloadTo(Model.Overlay.Payload payload, int top) {
        int last = PayloadLines.of(payload.item(), payload.form(), model.columns - 4).size() - 1;
        model.overlay =
                new Model.Overlay.Payload(
                        payload.item(), payload.form(), Math.clamp(top, 0, Math.max(0, last)));
        return NOTHING;
    }

    private List<Effect> searchKey(TextBuffer pattern, Input.Key key) {
        switch (key) {
            case ENTER -> {
                model.pattern = pattern.text();
                close();
                return find(-1);
            }
            case ESCAPE -> {
                return close();
            }
            default -> {
                pattern.press(key);
                return NOTHING;
            }
        }
    }

    /// Go to the next item that has the pattern, from the one in view on, in what the heap holds.
    private List<Effect> find(int step) {
        var view = model.view();
        if (view.isEmpty() || model.pattern.isEmpty()) {
            return note("nothing to search for; / asks");
        }
        var history = view.get().history;
        var wanted = model.pattern.toLowerCase(Locale.ROOT);
        long at = view.get().scroll.top().map(Scroll.Top::item).orElse(history.end()) + step;
        for (; at >= history.first() && at < history.end(); at += step) {
            if (history.item(at).text().toLowerCase(Locale.ROOT).contains(wanted)) {
                view.get().scroll.toItem(at);
                return note("found '" + model.pattern + "'; n goes on, N goes back");
            }
        }
        return note("'" + model.pattern + "' is not found " + (step < 0 ? "above" : "below"));
    }

    private List<Effect> copy() {
        return current().map(this::copy).orElse(NOTHING);
    }

    private List<Effect> copy(Item item) {
        if (!model.info.clipboard()) {
            return note("this terminal does not take text for the clipboard");
        }
        model.note = "copied";
        return List.of(new Effect.Copy(item.text()));
    }

    private List<Effect> theme() {
        if (model.theme == Theme.PLAIN) {
            return note("colours are off (NO_COLOR)");
        }
        model.theme = model.theme == Theme.DARK ? Theme.LIGHT : Theme.DARK;
        return List.of(new Effect.Redraw());
    }

    private List<Effect> edit() {
        if (model.info.workbench().isEmpty()) {
            return note("there is no organism file to edit here");
        }
        var workbench = model.info.workbench().get();
        try {
            return open(new Model.Overlay.Editing(OrganismEditor.of(workbench, workbench.read())));
        } catch (IOException e) {
            return note("it cannot be read: " + e.getMessage());
        }
    }

    private List<Effect> editorKey(OrganismEditor editor, Input.Key key) {
        switch (key) {
            case ESCAPE -> {
                return editor.mayClose() ? close() : NOTHING;
            }
            case SAVE -> {
                editor.saved();
                return List.of(new Effect.SaveOrganism(editor.buffer().text()));
            }
            case TAB -> editor.complete();
            case ENTER -> editor.buffer().insert("\n");
            default -> editor.buffer().press(key);
        }
        return List.of(new Effect.CheckOrganism(editor.buffer().text()));
    }

    private List<Effect> open(Model.Overlay overlay) {
        model.overlay = overlay;
        return NOTHING;
    }

    private List<Effect> close() {
        model.overlay = new Model.Overlay.None();
        return NOTHING;
    }

    private List<Effect> toInput() {
        model.focus = Model.Focus.INPUT;
        return NOTHING;
    }

    private List<Effect> note(String text) {
        model.note = text;
        return NOTHING;
    }
}
