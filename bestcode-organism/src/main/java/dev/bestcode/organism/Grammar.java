package dev.bestcode.organism;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A grammar for text.
/// @param noun what the text is, for messages
/// @param allowed the grammar in words
/// @param pattern the whole text, in what Java and ECMA-262 read alike
/// @param codePointsMax checked before the pattern, so that no pattern meets a long text
/// @param reserved texts of the pattern that are not allowed
/// @param exact what a pattern cannot say
record Grammar(
        String noun,
        String allowed,
        Pattern pattern,
        int codePointsMax,
        Set<String> reserved,
        Predicate<String> exact) {

    /// Longer than any file.
    static final int UNBOUNDED = YamlText.BYTES_MAX;

    static Grammar of(String noun, String allowed, String pattern, int codePointsMax) {
        return new Grammar(
                noun, allowed, Pattern.compile(pattern), codePointsMax, Set.of(), _ -> true);
    }

    Grammar without(Set<String> words) {
        return new Grammar(noun, allowed, pattern, codePointsMax, words, exact);
    }

    Grammar and(Predicate<String> more) {
        return new Grammar(noun, allowed, pattern, codePointsMax, reserved, more);
    }

    boolean matches(String text) {
        return text.codePointCount(0, text.length()) <= codePointsMax
                && pattern.matcher(text).matches()
                && exact.test(text);
    }
}
