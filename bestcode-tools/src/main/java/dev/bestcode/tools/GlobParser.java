package dev.bestcode.tools;

import dev.bestcode.tools.Glob.Token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Reads a wildcard pattern. Used once.
final class GlobParser {
    private final int[] pattern;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    GlobParser(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    /// Empty when malformed.
    Optional<List<Token>> parse() {
        while (at < pattern.length) {
            switch (pattern[at]) {
                case '*' -> stars();
                case '?' -> {
                    tokens.add(new Token.AnyChar());
                    at++;
                }
                case '[' -> {
                    var characters = charClass();
                    if (characters.isEmpty()) {
                        return Optional.empty();
                    }
                    tokens.add(new Token.OneOf(characters.get()));
                }
                case '\\' -> {
                    if (++at == pattern.length) {
                        return Optional.empty();
                    }
                    literal();
                }
                default -> literal();
            }
        }
        return Optional.of(tokens);
    }

    private void literal() {
        tokens.add(new Token.Char(pattern[at++]));
    }

    /// Two stars cross directories only as a whole path component; any other run is one star.
    private void stars() {
        int start = at;
        while (is('*')) {
            at++;
        }
        boolean component = at - start > 1 && (start == 0 || pattern[start - 1] == '/');
        if (component && is('/')) {
            at++;
            tokens.add(new Token.DirectoriesStart());
            tokens.add(new Token.Directories());
        } else if (component && at == pattern.length) {
            tokens.add(new Token.Everything());
        } else if (tokens.isEmpty() || !(tokens.getLast() instanceof Token.Star)) {
            tokens.add(new Token.Star());
        }
    }

    private Optional<CharClass> charClass() {
        at++;
        boolean negated = is('!') || is('^');
        if (negated) {
            at++;
        }
        List<IntPredicate> parts = new ArrayList<>();
        while (parts.isEmpty() || !is(']')) { // a ] that comes first is a member
            var part = classPart();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        at++;
        return Optional.of(new CharClass(negated, parts));
    }

    private Optional<IntPredicate> classPart() {
        if (is('[') && at + 1 < pattern.length && pattern[at + 1] == ':') {
            return namedClass();
        }
        var from = classMember();
        if (from.isEmpty()) {
            return Optional.empty();
        }
        boolean range = is('-') && at + 1 < pattern.length && pattern[at + 1] != ']';
        if (!range) {
            return Optional.of(CharClass.range(from.get(), from.get()));
        }
        at++;
        return classMember().map(to -> CharClass.range(from.get(), to));
    }

    private Optional<Integer> classMember() {
        if (is('\\')) {
            at++;
        }
        return at < pattern.length ? Optional.of(pattern[at++]) : Optional.empty();
    }

    /// `[:alpha:]`; without the closing `:]` the bracket is a member like any other.
    private Optional<IntPredicate> namedClass() {
        int end = at + 2;
        while (end < pattern.length && pattern[end] != ']') {
            end++;
        }
        if (end == pattern.length) {
            return Optional.empty();
        }
        if (end - 1 < at + 2 || pattern[end - 1] != ':') {
            return Optional.of(CharClass.range(pattern[at], pattern[at++]));
        }
        var name = new String(pattern, at + 2, end - 1 - (at + 2));
        at = end + 1;
        return CharClass.named(name);
    }

    private boolean is(int codePoint) {
        return at < pattern.length && pattern[at] == codePoint;
    }
}
