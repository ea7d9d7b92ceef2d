package dev.bestcode.wasm.wit;

/// @param text of a word without its `%`
/// @param docs the documentation that stands before it
record Token(Kind kind, String text, String docs, Position at) {
    enum Kind {
        WORD,
        /// A word with `%` before it, which is no keyword.
        ESCAPED,
        INTEGER,
        PUNCTUATION,
        END
    }

    /// Whether it is this keyword or punctuation.
    boolean is(String wanted) {
        return (kind == Kind.WORD || kind == Kind.PUNCTUATION) && text.equals(wanted);
    }

    String words() {
        return switch (kind) {
            case WORD -> (Name.KEYWORDS.contains(text) ? "keyword '" : "'") + text + "'";
            case ESCAPED -> "'%" + text + "'";
            case INTEGER, PUNCTUATION -> "'" + text + "'";
            case END -> "the end of the file";
        };
    }
}
