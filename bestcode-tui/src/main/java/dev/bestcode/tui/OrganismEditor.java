package dev.bestcode.tui;

import java.util.List;

/// The organism file under edit: its text, what is wrong with it, what could be typed. Changes are
/// thrown away only when that was asked and Esc says yes.
final class OrganismEditor {
    private final Workbench workbench;
    private final TextBuffer buffer;
    private String saved;
    private List<String> problems;
    private String word = "";
    private boolean asked;

    private OrganismEditor(Workbench workbench, String text) {
        this.workbench = workbench;
        this.buffer = TextBuffer.of(text);
        this.saved = text;
        this.problems = workbench.problems(text);
    }

    static OrganismEditor of(Workbench workbench, String text) {
        return new OrganismEditor(workbench, text);
    }

    String name() {
        return workbench.name();
    }

    TextBuffer buffer() {
        return buffer;
    }

    List<String> problems() {
        return problems;
    }

    void problems(List<String> found) {
        problems = List.copyOf(found);
    }

    boolean isChanged() {
        return !buffer.text().equals(saved);
    }

    /// @param text that the file has now; meanwhile more may have been typed
    void saved(String text) {
        saved = text;
    }

    /// What is to be told besides problems; empty text for nothing.
    String word() {
        return word;
    }

    void say(String text) {
        word = text;
        asked = false;
    }

    /// @return whether Esc closes it
    boolean mayClose() {
        return asked || mayGo();
    }

    /// @return whether something else may take its place; with changes the question stands then
    boolean mayGo() {
        if (isChanged()) {
            say("not saved: Ctrl-S saves, Esc throws the changes away");
            asked = true;
            return false;
        }
        return true;
    }

    /// What the key in the caret's line means.
    String hover() {
        var line = buffer.lines().get(buffer.caretLine()).strip();
        int colon = line.indexOf(':');
        var key = colon < 0 ? "" : line.substring(line.startsWith("- ") ? 2 : 0, colon).strip();
        return key.isEmpty() ? "" : workbench.hover(key);
    }

    /// Type on what stands before the caret, as far as there is one way to go on.
    void complete() {
        var line = buffer.lines().get(buffer.caretLine());
        var before = SafeText.head(line, buffer.caretColumn());
        var typed = before.substring(before.lastIndexOf(' ') + 1);
        var completions = workbench.completions(typed);
        if (completions.size() == 1) {
            buffer.insert(completions.getFirst().substring(typed.length()));
        } else if (!completions.isEmpty()) {
            say("could be: " + String.join(", ", completions));
        }
    }
}
