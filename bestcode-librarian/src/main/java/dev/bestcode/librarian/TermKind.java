package dev.bestcode.librarian;

import java.util.regex.Pattern;

/// What sort of thing a term is, which tells how likely it is to be named again exactly.
enum TermKind {
    /// A path, or a file's name with its ending.
    PATH(0, 1),

    /// A name of more than one word: `camelCase`, `snake_case`, `CONSTANT_CASE`.
    NAME(1, 1),

    /// A whole line. There are ten for each name, and fewer of them come up again.
    LINE(2, 0.3),

    /// A word. What needs one has others that tell more, so pages are not kept for it.
    WORD(3, 0);

    /// The kinds fit in so many low bits of a term.
    private static final int BITS = 2;

    private static final Pattern SEVERAL_WORDS =
            Pattern.compile("\\p{Ll}\\p{Lu}|[\\p{L}\\p{N}]_[\\p{L}\\p{N}]");

    /// Shorter ones are in every page.
    private static final int NAME_CHARS_MIN = 6;

    /// How much a mention of it counts.
    final double weight;

    private final int code;

    TermKind(int code, double weight) {
        this.code = code;
        this.weight = weight;
    }

    static TermKind ofIdentifier(String text) {
        return text.length() >= NAME_CHARS_MIN && SEVERAL_WORDS.matcher(text).find() ? NAME : WORD;
    }

    int term(String text) {
        return text.hashCode() << BITS | code;
    }

    /// Whether something may be kept for it.
    static boolean counts(int term) {
        return of(term).weight > 0;
    }

    static TermKind of(int term) {
        return switch (term & (1 << BITS) - 1) {
            case 0 -> PATH;
            case 1 -> NAME;
            case 2 -> LINE;
            default -> WORD;
        };
    }
}
