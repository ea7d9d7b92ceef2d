package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TitlesTest {
    @Test
    void lineHasNothingThatIsNotSeenAndIsCutBetweenCharacters() {
        assertThat(Titles.line(" a\nb\u001b[2J\u202ec\u2028d ")).isEqualTo("a b [2J c d");
        assertThat(Titles.line("😀".repeat(Bounds.TITLE_CHARS_MAX + 1)))
                .isEqualTo("😀".repeat(Bounds.TITLE_CHARS_MAX - 1) + "…");
    }

    @Test
    void wordsOfACommandCanBeToldApartAndHideNothing() {
        assertThat(
                        Titles.words(
                                List.of(
                                        "git",
                                        "commit",
                                        "-m",
                                        "two words",
                                        "x\nprogram",
                                        "a\u202eb",
                                        "")))
                .isEqualTo("git commit -m \"two words\" \"x\\nprogram\" \"a\\u202eb\" \"\"");
    }
}
