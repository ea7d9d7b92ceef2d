package dev.bestcode.tui;

import java.util.List;

/// The organism file under edit: its text, what is wrong with it, what could be typed.
final class OrganismEditor {
    private final Workbench workbench;
    private final TextBuffer buffer;
    private String saved;
    private List<String> problems;
    private boolean warned;

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
        warned = false;
        problems = List.copyOf(found);
    }

    boolean isChanged() {
        return !buffer.text().equals(saved);
    }

    void saved() {
        saved = buffer.text();
    }

    /// @return whether it may be closed; changes are thrown away only when that is asked for twice
    boolean mayClose() {
        if (!isChanged() || warned) {
            return true;
        }
        warned = true;
        problems = List.of("not saved: Ctrl-S saves, Esc again throws the changes away");
        return false;
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
            problems = List.of("could be: " + String.join(", ", completions));
        }
    }
}
