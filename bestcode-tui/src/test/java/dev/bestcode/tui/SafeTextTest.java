package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void escapeSequenceBecomesVisible() {
        assertThat(SafeText.of("a\u001b[2Jb\u0007\u009b1m")).isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFD1m");
    }

    @Test
    void marksThatReorderOrTakeNoRoomBecomeVisible() {
        assertThat(SafeText.of("user\u202Etxt.exe\u2066\u200B\u200D\uFEFF\u00AD"))
                .isEqualTo("user\uFFFDtxt.exe\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void tagCharactersAndVariationSelectorsHideNothing() {
        assertThat(SafeText.of("a\uDB40\uDC41b\uFE0Fc\uDB40\uDD01")).isEqualTo("a\uFFFDbc\uFFFD");
    }

    @Test
    void lineBreaksOfEveryKindBreakLines() {
        assertThat(SafeText.of("a\r\nb\u2028c\u0085d\te")).isEqualTo("a\nb\nc\nd    e");
    }

    @Test
    void loneCarriageReturnDoesNotOverwriteTheLine() {
        assertThat(SafeText.of("rm -rf /\recho")).isEqualTo("rm -rf /\uFFFDecho");
    }

    @Test
    void joinedEmojiStandBesideOneAnother() {
        assertThat(SafeText.of("👨\u200D👩\u200D👧")).isEqualTo("👨👩👧");
        assertThat(SafeText.width("👨👩👧")).isEqualTo(6);
    }

    @Test
    void aStackOfMarksIsCutAndALoneMarkGetsABase() {
        assertThat(SafeText.of("e" + "\u0301".repeat(50))).isEqualTo("e\u0301\u0301\u0301");
        assertThat(SafeText.of("\u0301x")).isEqualTo("◌\u0301x");
    }

    @Test
    void widthCountsColumns() {
        assertThat(SafeText.width("aé日本e\u0301한")).isEqualTo(1 + 1 + 4 + 1 + 2);
    }

    @Test
    void lineIsCutByColumnsAndSaysSo() {
        assertThat(SafeText.line("日本語\nx", 5)).isEqualTo("日本…");
        assertThat(SafeText.line("a\nb", 5)).isEqualTo("a⏎b");
    }

    @Property(tries = 2_000)
    void nothingPassesThatMovesATerminal(@ForAll String text) {
        assertThat(SafeText.of(text).codePoints())
                .allMatch(c -> c == '\n' || !Character.isISOControl(c))
                .noneMatch(c -> Character.getType(c) == Character.FORMAT)
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Property(tries = 2_000)
    void whatIsSafeStaysAsItIs(@ForAll String text) {
        var once = SafeText.of(text);
        assertThat(SafeText.of(once)).isEqualTo(once);
    }
}
