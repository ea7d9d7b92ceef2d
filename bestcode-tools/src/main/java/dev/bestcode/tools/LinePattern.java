package dev.bestcode.tools;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The regular expression of a grep call. RE2 syntax, matched in time linear in the text, so that
/// no pattern from a model can hang it: by the library, and where that can be told apart sooner, by
/// a machine over bytes. Immutable.
/// @param machine what the library need not be asked about; empty when the syntax is beyond it
/// @see "Cox 2010, Regular Expression Matching in the Wild"
record LinePattern(Pattern pattern, boolean multiline, Optional<ByteMachine> machine) {
    static {
        // re2j has no module name, so it is on the class path, which a named module only reads when
        // it says so.
        var loader = LinePattern.class.getClassLoader();
        LinePattern.class.getModule().addReads(loader.getUnnamedModule());
    }

    private static final int PATTERN_CHARS_MAX = 1_000;

    /// Counted repetitions are unrolled: `((a{99}){99}){99}` would be a million states.
    private static final int REPETITIONS_MAX = 2_000;

    /// After what begins with a backslash, such as `\x{2000}`, which is none.
    private static final Pattern COUNT =
            Pattern.compile("(?s)\\\\(?:x\\{|.)|\\{(\\d*)(?:,(\\d*))?\\}");

    enum Case {
        SENSITIVE,
        INSENSITIVE,
        /// Insensitive when the pattern has no upper-case letter and its case can be ignored.
        SMART;

        static Case of(String name) throws ToolFailedException {
            return switch (name) {
                case "sensitive" -> SENSITIVE;
                case "insensitive" -> INSENSITIVE;
                case "smart" -> SMART;
                default ->
                        throw new ToolFailedException(
                                "case is %s; allowed: sensitive, insensitive, smart"
                                        .formatted(Workspace.quoted(name)));
            };
        }

        private boolean ignored(String pattern) {
            return switch (this) {
                case SENSITIVE -> false;
                case INSENSITIVE -> true;
                case SMART ->
                        pattern.equals(pattern.toLowerCase(Locale.ROOT))
                                && !UnfoldedLetters.mayBeIn(pattern, true);
            };
        }
    }

    static LinePattern of(String pattern, Case letters, boolean multiline)
            throws ToolFailedException {
        if (pattern.isEmpty() || pattern.length() > PATTERN_CHARS_MAX) {
            throw new ToolFailedException(
                    "pattern has %,d characters; allowed 1 to %,d"
                            .formatted(pattern.length(), PATTERN_CHARS_MAX));
        }
        if (repetitions(pattern) > REPETITIONS_MAX) {
            throw new ToolFailedException(
                    "the counted repetitions of pattern multiply to more than %,d; use * or +"
                            .formatted(REPETITIONS_MAX));
        }
        boolean ignoreCase = letters.ignored(pattern);
        if (UnfoldedLetters.mayBeIn(pattern, ignoreCase)) {
            throw new ToolFailedException(
                    "pattern ignores case, and a range of it holds letters whose case cannot be ignored, U+%X to U+%X; write it as two ranges around them, or say case: sensitive"
                            .formatted(UnfoldedLetters.FIRST, UnfoldedLetters.LAST));
        }
        int flags =
                (ignoreCase ? Pattern.CASE_INSENSITIVE : 0)
                        | (multiline ? Pattern.MULTILINE | Pattern.DOTALL : 0);
        try {
            return new LinePattern(
                    Pattern.compile(pattern, flags),
                    multiline,
                    RegexReader.read(pattern, ignoreCase, multiline).flatMap(ByteMachine::of));
        } catch (PatternSyntaxException e) {
            throw new ToolFailedException(
                    "pattern is not RE2 syntax: %s (no backreferences or look-around; escape ( ) [ { . * + ? for themselves)"
                            .formatted(e.getMessage()));
        }
    }

    /// The product of all counts, whether they nest or not.
    private static long repetitions(String pattern) {
        long product = 1;
        var counts = COUNT.matcher(pattern);
        while (counts.find() && product <= REPETITIONS_MAX) {
            product *= Math.max(1, Math.max(count(counts.group(1)), count(counts.group(2))));
        }
        return product;
    }

    private static long count(@Nullable String digits) {
        return digits == null || digits.isEmpty()
                ? 1
                : digits.length() > 4 ? REPETITIONS_MAX + 1L : Long.parseLong(digits);
    }

    /// Whether it names letters that Latin-1 writes otherwise than UTF-8.
    boolean isBeyondAscii() {
        return pattern.pattern().chars().anyMatch(c -> c >= 0x80);
    }

    boolean matches(String line) {
        return pattern.matcher(line).find();
    }

    /// Where the first match begins.
    OptionalInt firstMatch(String line) {
        var matcher = pattern.matcher(line);
        return matcher.find() ? OptionalInt.of(matcher.start()) : OptionalInt.empty();
    }

    /// The numbers, from 1, of the lines that matches in the whole text touch.
    BitSet matchedLines(String text) {
        var lines = new BitSet();
        var matcher = pattern.matcher(text);
        int line = 1;
        int counted = 0;
        while (matcher.find() && matcher.start() < text.length()) {
            line += newLines(text, counted, matcher.start());
            int last = Math.max(matcher.start(), matcher.end() - 1);
            int lastLine = line + newLines(text, matcher.start(), last);
            lines.set(line, lastLine + 1);
            counted = matcher.start();
        }
        return lines;
    }

    private static int newLines(String text, int from, int to) {
        int count = 0;
        for (int at = text.indexOf('\n', from);
                at >= 0 && at < to;
                at = text.indexOf('\n', at + 1)) {
            count++;
        }
        return count;
    }
}
