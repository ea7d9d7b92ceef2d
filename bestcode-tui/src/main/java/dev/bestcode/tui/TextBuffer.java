package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// Text under edit, with a caret between two letters. Lines are as they are typed.
final class TextBuffer {
    /// What a task or an organism file may be.
    static final int CHARS_MAX = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private int caret;

    static TextBuffer of(String text) {
        var buffer = new TextBuffer();
        buffer.insert(text);
        buffer.caret = 0;
        return buffer;
    }

    String text() {
        return text.toString();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    void clear() {
        text.setLength(0);
        caret = 0;
    }

    void insert(String typed) {
        var safe = SafeText.of(typed);
        if (text.length() + safe.length() <= CHARS_MAX) {
            text.insert(caret, safe);
            caret += safe.length();
        }
    }

    /// Those that are no keys of editing do nothing.
    void press(Input.Key key) {
        switch (key) {
            case BACKSPACE -> {
                int from = before();
                text.delete(from, caret);
                caret = from;
            }
            case DELETE -> text.delete(caret, after());
            case LEFT -> caret = before();
            case RIGHT -> caret = after();
            case HOME -> caret = lineStart(caret);
            case END -> caret = lineEnd(caret);
            case UP -> vertically(lineStart(caret) - 1);
            case DOWN -> vertically(lineEnd(caret) + 1);
            case NEWLINE -> insert("\n");
            case CLEAR_LINE -> {
                int from = lineStart(caret);
                text.delete(from, caret);
                caret = from;
            }
            case ENTER,
                    TAB,
                    BACK_TAB,
                    ESCAPE,
                    PAGE_UP,
                    PAGE_DOWN,
                    F1,
                    F2,
                    INTERRUPT,
                    END_OF_FILE,
                    SAVE,
                    REDRAW -> {
                // Whoever has the text decides.
            }
        }
    }

    private void vertically(int target) {
        if (target < 0 || target > text.length()) {
            return;
        }
        int column = caret - lineStart(caret);
        caret = Math.min(lineStart(target) + column, lineEnd(target));
        if (caret < text.length() && Character.isLowSurrogate(text.charAt(caret))) {
            caret--;
        }
    }

    private int before() {
        int at = caret;
        while (at > 0) {
            at -= Character.charCount(text.codePointBefore(at));
            if (CharWidth.of(text.codePointAt(at)) > 0) {
                break;
            }
        }
        return at;
    }

    private int after() {
        int at = caret;
        if (at < text.length()) {
            at += Character.charCount(text.codePointAt(at));
        }
        while (at < text.length() && CharWidth.of(text.codePointAt(at)) == 0) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private int lineStart(int from) {
        return text.lastIndexOf("\n", from - 1) + 1;
    }

    private int lineEnd(int from) {
        int end = text.indexOf("\n", from);
        return end < 0 ? text.length() : end;
    }

    List<String> lines() {
        return new ArrayList<>(List.of(text.toString().split("\n", -1)));
    }

    /// Which line the caret stands in, from 0.
    int caretLine() {
        return (int) text.chars().limit(caret).filter(c -> c == '\n').count();
    }

    /// Columns before the caret in its line.
    int caretColumn() {
        return SafeText.width(text.substring(lineStart(caret), caret));
    }
}
