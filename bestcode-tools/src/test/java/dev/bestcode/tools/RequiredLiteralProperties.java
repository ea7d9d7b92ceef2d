package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequiredLiteralProperties {
    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a", "b", "ab", ".", "*", "+", "?", "{2}", "{0,1}", "(", ")", "[", "]",
                        "[ab]", "|", "\\", "\\w", "\\.", "\\x61", "\\pL", "^", "$", "(?i)", "(?:",
                        "-", "\\Qa", "\\E", "}", ",")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.strings().withChars("abAB.-\\*,{}").ofMaxLength(10);
    }

    @Property(tries = 5_000)
    void everyMatchingLineContainsTheLiteral(
            @ForAll("patterns") String pattern, @ForAll("lines") String line) {
        if (matches(pattern, line)) {
            assertThat(line).contains(RequiredLiteral.of(pattern));
        }
    }

    private static boolean matches(String pattern, String line) {
        try {
            return Pattern.compile(pattern).matcher(line).find();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    @Example
    void commonPatternsHaveOne() {
        assertThat(RequiredLiteral.of("class Foo")).isEqualTo("class Foo");
        assertThat(RequiredLiteral.of("foo\\(bars?\\)")).isEqualTo("foo");
        assertThat(RequiredLiteral.of("a|b")).isEmpty();
        assertThat(RequiredLiteral.of("x{0,2}needles*")).isEqualTo("needle");
    }
}
