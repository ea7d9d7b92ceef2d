package dev.bestcode.librarian;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A line of a page, or a name in it: what a folded exchange may keep in its own words.
final class Snippet {
    /// What the first snippet of an exchange costs besides: that something is kept of it.
    static final int HEAD_BYTES = 24;

    /// What a snippet costs in its choice besides its bytes, so that scraps do not win by being
    /// short.
    static final int BYTES_EACH = 4;

    /// So that what is kept of a result is not taken for what somebody says now.
    private static final String QUOTE = "| ";

    private final String text;
    private final int[] named;
    private final int[] terms;
    private final int bytes;

    private Snippet(String text, int[] named, int[] terms) {
        this.text = text;
        this.named = named;
        this.terms = terms;
        int mark = isName(text) ? 1 : QUOTE.length() + 1;
        this.bytes = text.getBytes(StandardCharsets.UTF_8).length + mark;
    }

    /// @param text as it was kept, of either sort
    static Snippet of(String text) {
        return Terms.names(text).contains(text) ? name(text) : line(text, Terms.of(text));
    }

    /// @param terms that it has
    static Snippet line(String text, int[] terms) {
        return new Snippet(text, terms, terms);
    }

    /// A path or an identifier.
    static Snippet name(String text) {
        return new Snippet(text, Terms.ofName(text), Terms.shownBy(text));
    }

    String text() {
        return text;
    }

    /// What it mentions. Not to be changed.
    int[] named() {
        return named;
    }

    /// What is in view with it. Not to be changed.
    int[] terms() {
        return terms;
    }

    /// Names stand together, a line stands alone.
    private static boolean isName(String text) {
        return text.chars().noneMatch(Character::isWhitespace);
    }

    /// What it costs to show.
    int bytes() {
        return bytes;
    }

    /// Below a fold's own line: the names in one line, then each of the lines.
    static String shown(List<String> kept) {
        var names = kept.stream().filter(Snippet::isName).collect(Collectors.joining(" "));
        var lines =
                kept.stream()
                        .filter(text -> !isName(text))
                        .map(text -> "\n" + QUOTE + text)
                        .collect(Collectors.joining());
        return (names.isEmpty() ? "" : "\n" + QUOTE + names) + lines;
    }
}
