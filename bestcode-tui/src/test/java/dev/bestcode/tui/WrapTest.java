package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class WrapTest {
    @Test
    void linesBreakAtSpaces() {
        assertThat(words("one two three four", 9)).containsExactly("one two ", "three ", "four");
    }

    @Test
    void aWordWiderThanALineIsBroken() {
        assertThat(words("a abcdefghij b", 4)).containsExactly("a ab", "cdef", "ghij", "b");
    }

    @Test
    void aWideLetterIsNeverHalved() {
        assertThat(words("日本語", 5)).containsExactly("日本", "語");
    }

    @Test
    void codeKeepsItsSpaces() {
        assertThat(
                        Wrap.columns(List.of(new Span("  a  b", Style.CODE)), 4).stream()
                                .map(Line::text))
                .containsExactly("  a ", " b");
    }

    private static List<String> words(String text, int width) {
        return Wrap.words(List.of(new Span(text, Style.TEXT)), width).stream()
                .map(Line::text)
                .toList();
    }
}
