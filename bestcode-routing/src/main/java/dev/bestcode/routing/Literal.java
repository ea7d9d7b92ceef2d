package dev.bestcode.routing;

/// A value that stands in a request as it is.
/// @param at where it begins, in characters
/// @param end behind its last character, quotes included
record Literal(Kind kind, String text, int at, int end) {
    /// What a value can be taken for by its looks alone.
    enum Kind {
        QUOTED,
        URL,
        EMAIL,
        DATE,
        PATH,
        NUMBER
    }
}
