package dev.bestcode.tools;

import dev.bestcode.tools.ByteRegex.Either;
import dev.bestcode.tools.ByteRegex.OneOf;
import dev.bestcode.tools.ByteRegex.Repeat;
import dev.bestcode.tools.ByteRegex.Sequence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads RE2 syntax into a [ByteRegex], as far as it knows it. Of what it does not know it says so
/// and reads nothing: the library then searches alone. Used once.
/// @see "RE2, doc/syntax.txt"
final class RegexReader {
    /// Nested groups are read by recursion.
    private static final int DEPTH_MAX = 100;

    private static final int REPEAT_MAX = 1_000;

    private final int[] pattern;
    private final boolean ignoreCase;
    private final boolean multiline;
    private int at;
    private int depth;
    private boolean exact = true;

    private RegexReader(String pattern, boolean ignoreCase, boolean multiline) {
        this.pattern = pattern.codePoints().toArray();
        this.ignoreCase = ignoreCase;
        this.multiline = multiline;
    }

    /// What was read.
    /// @param exact whether, on a line of ASCII, it matches what the pattern matches and no more
    record Result(ByteRegex regex, boolean fromStart, boolean toEnd, boolean exact) {}

    /// Does not know: what cannot be read, not what is wrong.
    private static final class UnknownSyntaxException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /// @param multiline whether a match may span lines: `.` and classes take the end of a line too
    static Optional<Result> read(String pattern, boolean ignoreCase, boolean multiline) {
        try {
            return Optional.of(new RegexReader(pattern, ignoreCase, multiline).whole());
        } catch (UnknownSyntaxException _) {
            return Optional.empty();
        }
    }

    private Result whole() throws UnknownSyntaxException {
        boolean fromStart = !multiline && is('^') && !hasChoiceOutside();
        if (fromStart) {
            at++;
        }
        boolean toEnd = !multiline && endsInDollar() && !hasChoiceOutside();
        var regex = either(toEnd ? pattern.length - 1 : pattern.length);
        if (at < (toEnd ? pattern.length - 1 : pattern.length)) {
            throw new UnknownSyntaxException(); // a parenthesis that closes nothing
        }
        return new Result(regex, fromStart, toEnd, exact);
    }

    private boolean endsInDollar() {
        int last = pattern.length - 1;
        int backslashes = 0;
        while (last - 1 - backslashes >= 0 && pattern[last - 1 - backslashes] == '\\') {
            backslashes++;
        }
        return last >= at && pattern[last] == '$' && backslashes % 2 == 0;
    }

    /// A `|` anywhere counts, which only costs speed.
    private boolean hasChoiceOutside() {
        for (int c : pattern) {
            if (c == '|') {
                return true;
            }
        }
        return false;
    }

    private boolean isDigit(int index) {
        return index < pattern.length && pattern[index] >= '0' && pattern[index] <= '9';
    }

    private boolean is(int c) {
        return at < pattern.length && pattern[at] == c;
    }

    private ByteRegex either(int end) throws UnknownSyntaxException {
        List<ByteRegex> choices = new ArrayList<>();
        choices.add(sequence(end));
        while (at < end && is('|')) {
            at++;
            choices.add(sequence(end));
        }
        return choices.size() == 1 ? choices.getFirst() : new Either(choices);
    }

    private ByteRegex sequence(int end) throws UnknownSyntaxException {
        List<ByteRegex> parts = new ArrayList<>();
        while (at < end && !is('|') && !is(')')) {
            var part = repeated(atom(end), end);
            if (part instanceof Sequence(var inner)) {
                parts.addAll(inner);
            } else {
                parts.add(part);
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private ByteRegex atom(int end) throws UnknownSyntaxException {
        int c = pattern[at++];
        return switch (c) {
            case '.' -> notIn(ByteSet.NONE);
            case '^', '$' -> assertion();
            case '(' -> group(end);
            case '[' -> bracket();
            case '\\' -> escape();
            case '*', '+', '?' -> throw new UnknownSyntaxException();
            case '{' -> {
                if (isDigit(at)) {
                    throw new UnknownSyntaxException(); // it repeats an assertion
                }
                yield literal(c);
            }
            default -> literal(c);
        };
    }

    /// What looks and takes nothing: read as if it always held.
    private ByteRegex assertion() {
        exact = false;
        return ByteRegex.EMPTY;
    }

    private ByteRegex group(int end) throws UnknownSyntaxException {
        if (++depth > DEPTH_MAX) {
            throw new UnknownSyntaxException();
        }
        if (is('?')) {
            at++;
            if (!is(':')) {
                throw new UnknownSyntaxException(); // flags and names
            }
            at++;
        }
        var inner = either(end);
        if (at >= end || !is(')')) {
            throw new UnknownSyntaxException();
        }
        at++;
        depth--;
        return inner;
    }

    private ByteRegex repeated(ByteRegex part, int end) throws UnknownSyntaxException {
        var whole = part;
        while (at < end) {
            int min;
            int max;
            switch (pattern[at]) {
                case '*' -> {
                    min = 0;
                    max = ByteRegex.UNBOUNDED;
                    at++;
                }
                case '+' -> {
                    min = 1;
                    max = ByteRegex.UNBOUNDED;
                    at++;
                }
                case '?' -> {
                    min = 0;
                    max = 1;
                    at++;
                }
                case '{' -> {
                    if (!isDigit(at + 1)) {
                        return whole; // a brace for itself
                    }
                    int from;
                    min = number(end);
                    max = min;
                    if (at < end && is(',')) {
                        from = at + 1;
                        max = number(end);
                        max = at == from ? ByteRegex.UNBOUNDED : max;
                    }
                    if (at >= end || !is('}') || max < min) {
                        throw new UnknownSyntaxException();
                    }
                    at++;
                }
                default -> {
                    return whole;
                }
            }
            if (at < end && is('?')) {
                at++; // lazy: the same lines match
            }
            whole = new Repeat(whole, min, max);
        }
        return whole;
    }

    /// Behind the character at hand; 0 when there are no digits.
    private int number(int end) throws UnknownSyntaxException {
        at++;
        int value = 0;
        while (at < end && pattern[at] >= '0' && pattern[at] <= '9') {
            value = 10 * value + pattern[at++] - '0';
            if (value > REPEAT_MAX) {
                throw new UnknownSyntaxException();
            }
        }
        return value;
    }

    private ByteRegex literal(int c) throws UnknownSyntaxException {
        if (c == 0xFFFD || (c == '\n' && !multiline)) {
            throw new UnknownSyntaxException(); // what damaged bytes are read as
        }
        if (c >= 0x80) {
            return ignoreCase
                    ? ByteRegex.BEYOND_ASCII
                    : ByteRegex.text(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        }
        return folded(ByteSet.of(c), false);
    }

    /// The set with the other case of its letters. The long s and the Kelvin sign fold to ASCII.
    private ByteRegex folded(ByteSet ascii, boolean beyond) {
        if (!ignoreCase) {
            return set(ascii, beyond);
        }
        var both = ascii.or(ByteSet.where(c -> Character.isLetter(c) && ascii.contains(c ^ 0x20)));
        return set(both, beyond || both.contains('k') || both.contains('s'));
    }

    private ByteRegex set(ByteSet ascii, boolean beyond) {
        if (!beyond) {
            return new OneOf(ascii);
        }
        return ascii.size() == 0
                ? ByteRegex.BEYOND_ASCII
                : new Either(List.of(new OneOf(ascii), ByteRegex.BEYOND_ASCII));
    }

    private ByteRegex notIn(ByteSet ascii) {
        var rest = ascii.otherAscii();
        return set(multiline ? rest : ByteSet.where(c -> c != '\n' && rest.contains(c)), true);
    }

    private ByteRegex escape() throws UnknownSyntaxException {
        if (at == pattern.length) {
            throw new UnknownSyntaxException();
        }
        int c = pattern[at++];
        var named = RegexClasses.perl(c);
        if (named.isPresent()) {
            return folded(named.get(), false);
        }
        var not = RegexClasses.perl(Character.toLowerCase(c));
        if (not.isPresent()) {
            return notIn(not.get());
        }
        if (c == 'b' || c == 'B') {
            return assertion();
        }
        return literal(escaped(c));
    }

    private static int escaped(int c) throws UnknownSyntaxException {
        return switch (c) {
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'n' -> '\n';
            default -> {
                if (c >= 0x80 || Character.isLetterOrDigit(c)) {
                    throw new UnknownSyntaxException(); // \x, \p, \Q, \A, \z, \C, octal
                }
                yield c;
            }
        };
    }

    private ByteRegex bracket() throws UnknownSyntaxException {
        boolean negated = is('^');
        if (negated) {
            at++;
        }
        var members = ByteSet.NONE;
        boolean beyond = false;
        boolean first = true;
        while (first || !is(']')) {
            first = false;
            if (at >= pattern.length) {
                throw new UnknownSyntaxException();
            }
            if (is('[') && at + 1 < pattern.length && pattern[at + 1] == ':') {
                members = members.or(posix());
                continue;
            }
            if (is('\\') && at + 1 < pattern.length) {
                var named = RegexClasses.perl(pattern[at + 1]);
                if (named.isPresent()) {
                    members = members.or(named.get());
                    at += 2;
                    continue;
                }
            }
            int from = member();
            int to = from;
            if (is('-') && at + 1 < pattern.length && pattern[at + 1] != ']') {
                at++;
                to = member();
            }
            if (to < from) {
                throw new UnknownSyntaxException();
            }
            members = members.or(RegexClasses.range(from, to));
            beyond |= to >= 0x80;
        }
        at++;
        if (!negated) {
            return folded(members, beyond);
        }
        if (ignoreCase) {
            exact = false; // rather too many than to fold twice
            return notIn(ByteSet.NONE);
        }
        return notIn(members);
    }

    private int member() throws UnknownSyntaxException {
        if (at >= pattern.length) {
            throw new UnknownSyntaxException();
        }
        int c = pattern[at++];
        if (c != '\\') {
            return c;
        }
        if (at >= pattern.length) {
            throw new UnknownSyntaxException();
        }
        return escaped(pattern[at++]);
    }

    private ByteSet posix() throws UnknownSyntaxException {
        int end = at + 2;
        while (end < pattern.length && pattern[end] != ':') {
            end++;
        }
        if (end + 1 >= pattern.length || pattern[end + 1] != ']') {
            throw new UnknownSyntaxException();
        }
        var name = new String(pattern, at + 2, end - at - 2);
        at = end + 2;
        return CharClass.named(name)
                .filter(_ -> !name.startsWith("^"))
                .map(ByteSet::where)
                .orElseThrow(UnknownSyntaxException::new);
    }
}
