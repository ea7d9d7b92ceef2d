package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The machine over bytes beside the library, which is the oracle.
class PatternProperties {
    private static final Deadline FAR = Deadline.in(Duration.ofHours(1), System::nanoTime);

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "ab",
                        "K",
                        "é",
                        ".",
                        "*",
                        "+",
                        "?",
                        "{2}",
                        "{0,1}",
                        "{1,}",
                        "(",
                        ")",
                        "[",
                        "]",
                        "[ab]",
                        "[^a]",
                        "[a-cé]",
                        "[[:alpha:]]",
                        "[\\w-]",
                        "|",
                        "\\",
                        "\\w",
                        "\\W",
                        "\\s",
                        "\\d",
                        "\\.",
                        "\\x61",
                        "\\pL",
                        "\\b",
                        "^",
                        "$",
                        "(?i)",
                        "(?:",
                        "-",
                        "\\Qa",
                        "\\E",
                        "}",
                        ",",
                        "\\t",
                        "\\$",
                        "\uFFFD")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "c", "A", "K", "\u212A", "é", ".", "-", "\\", " ", "\t", "\n",
                        "\r\n", "\uFFFD", "$", "{", "😀")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 20_000)
    void theLinesFoundAreThoseThatTheLibraryMatches(
            @ForAll("patterns") String pattern,
            @ForAll("texts") String text,
            @ForAll boolean ignoreCase)
            throws ToolFailedException {
        if (!isValid(pattern)) {
            return;
        }
        var letters = ignoreCase ? LinePattern.Case.INSENSITIVE : LinePattern.Case.SENSITIVE;
        var line = LinePattern.of(pattern, letters, false);
        var expected =
                List.of(text.split("\n", -1)).stream()
                        .limit(
                                text.endsWith("\n") || text.isEmpty()
                                        ? text.chars().filter(c -> c == '\n').count()
                                        : Long.MAX_VALUE)
                        .map(one -> one.endsWith("\r") ? one.substring(0, one.length() - 1) : one)
                        .filter(line::matches)
                        .count();

        assertThat(count(line, text)).isEqualTo(expected);
    }

    private static long count(LinePattern pattern, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var finder = new LineFinder(pattern, FAR);
        finder.over(bytes, 0, bytes.length);
        long count = 0;
        for (int at = finder.next(0); at >= 0; at = finder.next(finder.lineEnd() + 1)) {
            count++;
        }
        return count;
    }

    @Property(tries = 10_000)
    void noMatchThatSpansLinesIsPassedOver(
            @ForAll("patterns") String pattern, @ForAll("texts") String text)
            throws ToolFailedException {
        if (!isValid(pattern) || text.isEmpty()) {
            return;
        }
        var spanning = LinePattern.of(pattern, LinePattern.Case.SENSITIVE, true);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (spanning.pattern().matcher(text).find()) {
            assertThat(new LineFinder(spanning, FAR).anyIn(bytes, 0, bytes.length)).isTrue();
        }
    }

    private static boolean isValid(String pattern) {
        try {
            LinePattern.of(pattern, LinePattern.Case.INSENSITIVE, false);
            return true;
        } catch (ToolFailedException _) {
            return false;
        }
    }

    private static String literal(String pattern) throws ToolFailedException {
        return LinePattern.of(pattern, LinePattern.Case.SENSITIVE, false)
                .machine()
                .map(machine -> machine.literal().anyOf())
                .map(runs -> runs.stream().map(Bytes::utf8).collect(Collectors.joining("|")))
                .orElse("?");
    }

    @Example
    void commonPatternsHaveALiteralThatLinesAreSoughtBy() throws ToolFailedException {
        assertThat(literal("class Foo")).isEqualTo("class Foo");
        assertThat(literal("foo\\(bars?\\)")).isEqualTo("foo(bar");
        assertThat(literal("a|b")).isEmpty();
        assertThat(literal("foo|bar.*z")).isEqualTo("foo|bar");
        assertThat(literal("x{0,2}needles*")).isEqualTo("needle");
        assertThat(literal("\\bwörd\\b")).isEqualTo("wörd");
        assertThat(literal("(?:public|private)\\s+static")).isEqualTo("static");
        assertThat(literal("(?i)x")).as("left to the library").isEqualTo("?");
    }

    @Example
    void aBoundedMachineForgetsAndFindsTheSame() throws ToolFailedException {
        var pattern = LinePattern.of("[ab]*a[ab]{14}$", LinePattern.Case.SENSITIVE, false);
        var random = new java.util.Random(7);
        var line = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            line.append(random.nextBoolean() ? 'a' : 'b');
        }
        boolean expected = line.charAt(line.length() - 15) == 'a';

        assertThat(count(pattern, line.toString())).isEqualTo(expected ? 1 : 0);
        assertThat(Optional.of(pattern)).isPresent();
    }
}
