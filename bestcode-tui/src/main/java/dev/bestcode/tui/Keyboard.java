package dev.bestcode.tui;

import dev.bestcode.api.kernel.ThreadId;

import java.util.List;

/// What keys and the mouse do: those that mean the same everywhere are handled here, all others by
/// whatever lies on top, or has the focus.
final class Keyboard {
    private static final List<Effect> NOTHING = List.of();

    private final Model model;
    private final PaneKeys panes;
    private final InputKeys input;
    private final ApprovalKeys approval;
    private final PayloadKeys payload;
    private final SearchKeys search;
    private final EditorKeys editor;
    private final HelpKeys help;
    private boolean leaving;

    Keyboard(Model model) {
        this.model = model;
        this.search = new SearchKeys(model);
        this.panes = new PaneKeys(model, search);
        this.input = new InputKeys(model, panes);
        this.approval = new ApprovalKeys(model);
        this.payload = new PayloadKeys(model, panes);
        this.editor = new EditorKeys(model);
        this.help = new HelpKeys(model);
    }

    /// Go on with a search, if it waits for what was read of a thread.
    List<Effect> searchOn(ThreadId thread) {
        return search.goOn(thread);
    }

    List<Effect> type(String text) {
        leaving = false;
        search.giveUp();
        return switch (model.overlay) {
            case Model.Overlay.None _ ->
                    switch (model.focus) {
                        case INPUT -> insert(model.input, text);
                        case APPROVAL -> approval.type(text);
                        case MESSAGES, THREADS, CONTEXT -> panes.type(text);
                    };
            case Model.Overlay.Help shown -> help.type(shown, text);
            case Model.Overlay.Payload shown -> payload.type(shown, text);
            case Model.Overlay.Searching(var pattern) -> insert(pattern, text);
            case Model.Overlay.Editing(var edited) -> editor.type(edited, text);
        };
    }

    /// Pasted text is text, wherever the focus is: it answers nothing and commands nothing. In a
    /// field of a form it stands until Enter is pressed.
    List<Effect> paste(String text) {
        if (model.overlay instanceof Model.Overlay.None
                && model.focus == Model.Focus.APPROVAL
                && model.form().isPresent()) {
            return type(text);
        }
        return switch (model.overlay) {
            case Model.Overlay.None _, Model.Overlay.Help _, Model.Overlay.Payload _ -> {
                model.focus = Model.Focus.INPUT;
                model.close();
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
        search.giveUp();
        return switch (key) {
            case INTERRUPT -> editor.stays() ? NOTHING : interrupt(again);
            case REDRAW -> List.of(new Effect.Redraw());
            case F1 -> editor.stays() ? NOTHING : model.open(new Model.Overlay.Help(0));
            case F2 -> editor.stays() ? NOTHING : editor.open();
            default -> pressed(key);
        };
    }

    private List<Effect> pressed(Input.Key key) {
        return switch (model.overlay) {
            case Model.Overlay.None _ -> inPane(key);
            case Model.Overlay.Help shown -> help.press(shown, key);
            case Model.Overlay.Payload shown -> payload.press(shown, key);
            case Model.Overlay.Searching(var pattern) -> search.press(pattern, key);
            case Model.Overlay.Editing(var edited) -> editor.press(edited, key);
        };
    }

    private List<Effect> inPane(Input.Key key) {
        return switch (key) {
            case TAB -> panes.focus(1);
            case BACK_TAB -> panes.focus(-1);
            case PAGE_UP -> panes.scroll(-panes.page());
            case PAGE_DOWN -> panes.scroll(panes.page());
            case END_OF_FILE -> model.input.isEmpty() ? List.of(new Effect.Quit()) : NOTHING;
            default ->
                    switch (model.focus) {
                        case INPUT -> input.press(key);
                        case APPROVAL -> inApproval(key);
                        case MESSAGES, THREADS, CONTEXT -> panes.press(key);
                    };
        };
    }

    private List<Effect> inApproval(Input.Key key) {
        return model.form()
                .filter(_ -> key != Input.Key.ESCAPE)
                .map(form -> approval.press(form, key))
                .orElseGet(() -> panes.press(key));
    }

    private List<Effect> interrupt(boolean again) {
        if (!(model.overlay instanceof Model.Overlay.None)) {
            return model.close();
        }
        if (model.working && model.info.writable()) {
            return panes.stop();
        }
        if (!model.input.isEmpty()) {
            model.input.clear();
            return NOTHING;
        }
        leaving = true;
        return again ? List.of(new Effect.Quit()) : model.say("Ctrl-C again leaves");
    }

    List<Effect> click(int x, int y) {
        if (model.overlay instanceof Model.Overlay.None) {
            return panes.click(x, y);
        }
        return editor.stays() ? NOTHING : model.close();
    }

    List<Effect> wheel(int lines) {
        return panes.wheel(lines);
    }
}
