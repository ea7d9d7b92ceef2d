package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void escapeSequencesAndReorderingMarksDoNotReachTheTerminal() {
        assertThat(Printable.of("a\u001B[31mb\u0007\u009B\u202Ec\r\n\td"))
                .isEqualTo("a\uFFFD[31mb\uFFFD\uFFFD\uFFFDc\uFFFD\n\td");
    }

    @Test
    void aLineIsCutBetweenCodePoints() {
        assertThat(Printable.line("😀😀😀\nsecond", 2)).isEqualTo("😀…");
        assertThat(Printable.line("", 5)).isEmpty();
    }

    @Property
    void whateverComesInNoControlCharacterComesOut(@ForAll String text) {
        assertThat(Printable.of(text).codePoints())
                .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
    }
}
