package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class GrowingTextTest {
    private static final String TEXT =
            """
            # Title

            A paragraph with **bold** words.

            - one
            - two

            Last words""";

    @Test
    void piecesGiveTheLinesOfTheWholeEachOnceAndInOrder() {
        for (int piece = 1; piece < 20; piece++) {
            var growing = new GrowingText(40, Theme.PLAIN);
            var lines = new ArrayList<String>();
            for (int at = 0; at < TEXT.length(); at += piece) {
                growing.append(TEXT.substring(at, Math.min(TEXT.length(), at + piece)));
                lines.addAll(growing.settled());
            }
            lines.addAll(growing.finish());
            assertThat(words(lines))
                    .as("pieces of %d", piece)
                    .isEqualTo(words(GrowingText.of(TEXT, 40, Theme.PLAIN)));
        }
    }

    @Test
    void whatMayStillChangeIsNotSettledAndIsBounded() {
        var growing = new GrowingText(20, Theme.PLAIN);
        growing.append("word ".repeat(100));

        assertThat(growing.settled()).isEmpty();
        assertThat(growing.open(3)).hasSize(3);
    }

    @Test
    void noLineCarriesASequenceOfTheText() {
        var growing = new GrowingText(40, Theme.DARK);
        growing.append("a\u001b[2Jb\u0007\u202E");

        assertThat(String.join("", growing.finish()))
                .doesNotContain("\u001b[2J", "\u0007", "\u202E")
                .contains("a\uFFFD[2Jb");
    }

    private static List<String> words(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
