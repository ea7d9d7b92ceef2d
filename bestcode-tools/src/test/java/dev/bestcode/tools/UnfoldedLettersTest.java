package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.tools.LinePattern.Case;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.stream.IntStream;

/// A pattern with one of these in it, and case ignored, would be compiled for ever.
class UnfoldedLettersTest {
    /// More than there are letters of one kind.
    private static final int KIND_MAX = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u1C83",
                "[a-\uFFFD]",
                "[\\x80-\\x{10ffff}]",
                "[^b\\x{41}-\\x{2000}]",
                "[\\60-\u2000]",
                "[\\d--\u1C80]",
                "[\\--\u1C80]",
                "\\Qx\\E[!-\uFFFD]",
                "[\\pL!-\uFFFD]",
                "x[[:alpha:]!-\uFFFD]"
            })
    void areRefusedInsteadWhereCaseIsIgnored(String pattern) throws ToolFailedException {
        assertThatThrownBy(() -> LinePattern.of(pattern, Case.INSENSITIVE, false))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("U+1C80 to U+1C88");
        assertThatThrownBy(() -> LinePattern.of("(?si:" + pattern + ")", Case.SENSITIVE, false))
                .hasMessageContaining("U+1C80 to U+1C88");

        assertThat(LinePattern.of(pattern, Case.SENSITIVE, false)).isNotNull();
        assertThat(LinePattern.of(pattern, Case.SMART, false)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a-z]",
                "[^\\x00-\\x7f]",
                "[!-\\x{1c7f}\\x{1c89}-\uFFFD]",
                "\u2192-\uFFFD",
                "\\pL-x",
                "[\\w-]"
            })
    void otherRangesAreSearchedWithoutCase(String pattern) throws ToolFailedException {
        assertThat(LinePattern.of(pattern, Case.INSENSITIVE, false)).isNotNull();
    }

    /// Of all code points, by what the library itself asks for the next letter.
    @Test
    void areAllThatThereAre() throws Throwable {
        var fold = simpleFold();
        var endless = new ArrayList<Integer>();
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            int next = (int) fold.invokeExact(letter);
            for (int i = 0; i < KIND_MAX && next != letter; i++) {
                next = (int) fold.invokeExact(next);
            }
            if (next != letter) {
                endless.add(letter);
            }
        }
        assertThat(endless)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(UnfoldedLetters.FIRST, UnfoldedLetters.LAST)
                                .boxed()
                                .toList());
    }

    private static MethodHandle simpleFold() throws ReflectiveOperationException {
        var library = Class.forName("com.google.re2j.Unicode");
        return MethodHandles.privateLookupIn(library, MethodHandles.lookup())
                .findStatic(library, "simpleFold", MethodType.methodType(int.class, int.class));
    }
}
