package dev.bestcode.tools;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// A bracket expression of a pattern, such as `[a-z]`, `[!0-9]` or `[[:alpha:]_]`.
/// @see "POSIX.1-2024, Pattern Matching Notation, RE Bracket Expression (C locale)"
record CharClass(boolean negated, List<IntPredicate> parts) {
    CharClass {
        parts = List.copyOf(parts);
    }

    boolean contains(int codePoint) {
        return negated != parts.stream().anyMatch(part -> part.test(codePoint));
    }

    static IntPredicate range(int from, int to) {
        return c -> from <= c && c <= to;
    }

    /// The class of a POSIX name, over ASCII; empty when there is no such name.
    static Optional<IntPredicate> named(String name) {
        return switch (name) {
            case "alnum" -> Optional.of(c -> isAlpha(c) || isDigit(c));
            case "alpha" -> Optional.of(CharClass::isAlpha);
            case "blank" -> Optional.of(c -> c == ' ' || c == '\t');
            case "cntrl" -> Optional.of(c -> c < 0x20 || c == 0x7F);
            case "digit" -> Optional.of(CharClass::isDigit);
            case "graph" -> Optional.of(range(0x21, 0x7E));
            case "lower" -> Optional.of(range('a', 'z'));
            case "print" -> Optional.of(range(0x20, 0x7E));
            case "punct" -> Optional.of(c -> c > 0x20 && c < 0x7F && !isAlpha(c) && !isDigit(c));
            case "space" -> Optional.of(c -> c == ' ' || (c >= '\t' && c <= '\r'));
            case "upper" -> Optional.of(range('A', 'Z'));
            case "xdigit" ->
                    Optional.of(
                            c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
            default -> Optional.empty();
        };
    }

    private static boolean isAlpha(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
