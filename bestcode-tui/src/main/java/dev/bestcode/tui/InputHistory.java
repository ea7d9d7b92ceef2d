package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was said before, to be said again. One goes through it from an empty line, as long as what
/// was recalled is not changed.
final class InputHistory {
    static final int TEXTS_MAX = 100;

    private final List<String> texts = new ArrayList<>();
    private long chars;
    private int at;

    /// Keep a text; the oldest go, of which one may be as long as all may be together.
    void add(String text) {
        if (texts.isEmpty() || !texts.getLast().equals(text)) {
            texts.add(text);
            chars += text.length();
        }
        while (texts.size() > TEXTS_MAX || chars > TextBuffer.CHARS_MAX) {
            chars -= texts.removeFirst().length();
        }
        at = texts.size();
    }

    /// @param shown what stands where one types
    /// @return what was said before that; empty when it is neither nothing nor recalled
    Optional<String> earlier(String shown) {
        if (shown.isEmpty()) {
            at = texts.size();
        } else if (!isRecalled(shown)) {
            return Optional.empty();
        }
        at = Math.max(0, at - 1);
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.get(at));
    }

    /// @param shown as [#earlier]
    /// @return what was said after that, at last nothing; empty when it is not recalled
    Optional<String> later(String shown) {
        if (!isRecalled(shown)) {
            return Optional.empty();
        }
        at++;
        return Optional.of(at < texts.size() ? texts.get(at) : "");
    }

    private boolean isRecalled(String shown) {
        return at < texts.size() && texts.get(at).equals(shown);
    }
}
