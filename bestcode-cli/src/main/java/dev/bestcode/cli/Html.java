package dev.bestcode.cli;

/// HTML that grows. Text goes in escaped; markup is ours alone.
final class Html {
    private final StringBuilder html = new StringBuilder();

    /// Our own markup, word for word.
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /// Text of anybody. What a browser could take for markup is escaped; control characters and
    /// marks that reorder text are replaced.
    Html text(String text) {
        Printable.of(text)
                .chars()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> html.append("&amp;");
                                case '<' -> html.append("&lt;");
                                case '>' -> html.append("&gt;");
                                case '"' -> html.append("&quot;");
                                case '\'' -> html.append("&#39;");
                                default -> html.append((char) c);
                            }
                        });
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
