package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A compiled wildcard pattern over paths with `/` between names, as gitignore has them: `?` and
/// `*` stop at `/`, `**/` is any number of directories, a final `/**` everything inside, `[a-z]`
/// one character of a class. Immutable.
///
/// Matching follows all possible positions in the pattern at once, so its time is at most pattern
/// times text and no pattern can hang it.
/// @see "gitignore(5), PATTERN FORMAT; Thompson 1968, Regular Expression Search Algorithm"
final class Glob {
    /// One step of the pattern.
    sealed interface Token {
        record Char(int codePoint) implements Token {}

        /// `?`
        record AnyChar() implements Token {}

        /// `*`
        record Star() implements Token {}

        /// `**/`, in two: before any character was taken, and within.
        record DirectoriesStart() implements Token {}

        record Directories() implements Token {}

        /// `/**` at the end, behind its `/`.
        record Everything() implements Token {}

        record OneOf(CharClass characters) implements Token {}
    }

    private final List<Token> tokens;
    private final Optional<String> literal;
    private final Optional<String> literalSuffix;

    private Glob(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
        this.literal = literal(this.tokens);
        this.literalSuffix =
                !tokens.isEmpty() && tokens.getFirst() instanceof Token.Star
                        ? literal(this.tokens.subList(1, tokens.size()))
                        : Optional.empty();
    }

    /// Compile a pattern; empty when it is malformed (a class without end, a backslash at the end)
    /// and so matches nothing.
    static Optional<Glob> compile(String pattern) {
        return new GlobParser(pattern).parse().map(Glob::new);
    }

    private static Optional<String> literal(List<Token> tokens) {
        var text = new StringBuilder();
        for (var token : tokens) {
            if (!(token instanceof Token.Char(int codePoint))) {
                return Optional.empty();
            }
            text.appendCodePoint(codePoint);
        }
        return Optional.of(text.toString());
    }

    boolean matches(String path) {
        if (literal.isPresent()) {
            return literal.get().equals(path);
        }
        if (literalSuffix.isPresent()) {
            var suffix = literalSuffix.get();
            return path.endsWith(suffix)
                    && path.lastIndexOf('/', path.length() - suffix.length() - 1) < 0;
        }
        return simulate(path);
    }

    private boolean simulate(String path) {
        var active = new boolean[tokens.size() + 1];
        enter(active, 0);
        for (int at = 0; at < path.length(); ) {
            int codePoint = path.codePointAt(at);
            at += Character.charCount(codePoint);
            var next = new boolean[active.length];
            boolean any = false;
            for (int i = 0; i < tokens.size(); i++) {
                if (active[i]) {
                    any |= step(next, i, codePoint);
                }
            }
            if (!any) {
                return false;
            }
            active = next;
        }
        return active[tokens.size()];
    }

    /// Activate a position, and those reached from it without a character.
    private void enter(boolean[] active, int i) {
        if (active[i]) {
            return;
        }
        active[i] = true;
        if (i == tokens.size()) {
            return;
        }
        switch (tokens.get(i)) {
            case Token.Star(), Token.Everything() -> enter(active, i + 1);
            case Token.DirectoriesStart() -> {
                enter(active, i + 1);
                enter(active, i + 2);
            }
            case Token.Char _, Token.AnyChar(), Token.Directories(), Token.OneOf _ -> {}
        }
    }

    private boolean step(boolean[] next, int i, int codePoint) {
        return switch (tokens.get(i)) {
            case Token.Char(int wanted) -> codePoint == wanted && advance(next, i + 1);
            case Token.AnyChar() -> codePoint != '/' && advance(next, i + 1);
            case Token.Star() -> codePoint != '/' && advance(next, i);
            case Token.DirectoriesStart() -> false;
            case Token.Directories() -> {
                if (codePoint == '/') {
                    enter(next, i + 1);
                }
                yield advance(next, i);
            }
            case Token.Everything() -> advance(next, i);
            case Token.OneOf(var characters) ->
                    codePoint != '/' && characters.contains(codePoint) && advance(next, i + 1);
        };
    }

    private boolean advance(boolean[] next, int i) {
        enter(next, i);
        return true;
    }

    /// The patterns that `{a,b}` stands for, nested ones too; a brace without end is a character.
    /// @throws ToolFailedException when they are more than a tool call should try
    static List<String> expandBraces(String pattern) throws ToolFailedException {
        List<String> expanded = new ArrayList<>();
        expand("", pattern, expanded);
        return expanded;
    }

    /// Each is tried on each path.
    private static final int ALTERNATIVES_MAX = 200;

    private static void expand(String done, String rest, List<String> into)
            throws ToolFailedException {
        var braces = Braces.first(rest);
        if (braces.isEmpty()) {
            into.add(done + rest);
            if (into.size() > ALTERNATIVES_MAX) {
                throw new ToolFailedException(
                        "the braces of pattern stand for more than %d patterns; use fewer"
                                .formatted(ALTERNATIVES_MAX));
            }
            return;
        }
        var found = braces.get();
        for (var alternative : found.alternatives()) {
            expand(done + found.before(), alternative + found.after(), into);
        }
    }
}
