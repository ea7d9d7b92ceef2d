package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordBreakTest {
    @Test
    void aLineThatFitsStaysAndAnEmptyOneIsALine() {
        assertThat(WordBreak.lines("as it is", 20, "  ")).containsExactly("as it is");
        assertThat(WordBreak.lines("", 20, "  ")).containsExactly("");
    }

    @Test
    void aLongOneIsBrokenBehindBlanksAndTheRestIsIndented() {
        assertThat(WordBreak.lines("one two three four five", 12, "  "))
                .containsExactly("one two ", "  three ", "  four five");
    }

    @Test
    void aWordThatIsLongerThanALineIsBrokenButNeverInsideALetter() {
        var lines = WordBreak.lines("x".repeat(9) + "👨".repeat(9), 10, "");
        assertThat(String.join("", lines)).isEqualTo("x".repeat(9) + "👨".repeat(9));
        assertThat(lines)
                .allMatch(line -> line.length() <= 10)
                .noneMatch(line -> Character.isLowSurrogate(line.charAt(0)));
    }
}
