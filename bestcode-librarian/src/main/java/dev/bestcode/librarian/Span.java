package dev.bestcode.librarian;

/// A part of a source text, by offsets of its characters.
record Span(int start, int end) {
    /// Whether the other lies in it and is not the same.
    boolean surrounds(Span other) {
        return start <= other.start && other.end <= end && !equals(other);
    }
}
