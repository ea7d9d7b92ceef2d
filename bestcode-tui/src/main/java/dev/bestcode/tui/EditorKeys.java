package dev.bestcode.tui;

import java.io.IOException;
import java.util.List;

/// Keys of the organism editor.
final class EditorKeys {
    private final Model model;

    EditorKeys(Model model) {
        this.model = model;
    }

    List<Effect> open() {
        if (model.info.workbench().isEmpty()) {
            return model.say("there is no organism file to edit here");
        }
        var workbench = model.info.workbench().get();
        try {
            return model.open(
                    new Model.Overlay.Editing(OrganismEditor.of(workbench, workbench.read())));
        } catch (IOException e) {
            return model.say("it cannot be read: " + e.getMessage());
        }
    }

    List<Effect> type(OrganismEditor editor, String text) {
        editor.say("");
        editor.buffer().insert(text);
        return check(editor);
    }

    /// Whether an editor with changes stays where something would take its place.
    boolean stays() {
        return model.overlay instanceof Model.Overlay.Editing(var editor) && !editor.mayGo();
    }

    List<Effect> press(OrganismEditor editor, Input.Key key) {
        if (key == Input.Key.ESCAPE) {
            return editor.mayClose() ? model.close() : List.of();
        }
        editor.say("");
        switch (key) {
            case SAVE -> {
                return List.of(new Effect.SaveOrganism(editor.buffer().text()));
            }
            case TAB -> editor.complete();
            case ENTER -> editor.buffer().insert("\n");
            default -> editor.buffer().press(key);
        }
        return check(editor);
    }

    private static List<Effect> check(OrganismEditor editor) {
        return List.of(new Effect.CheckOrganism(editor.buffer().text()));
    }
}
