package dev.bestcode.tui;

/// Text of one style, without line breaks.
record Span(String text, Style style) {
    Span {
        text = SafeText.of(text).replace('\n', ' ');
    }

    int width() {
        return SafeText.width(text);
    }
}
