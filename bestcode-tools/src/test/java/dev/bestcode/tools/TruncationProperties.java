package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

class TruncationProperties {
    private static final Pattern NOTE =
            Pattern.compile("\n… \\[([0-9,]+) bytes left out here\\]\n");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "é", "€", "\uD83D\uDE00")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property
    void aLineIsCutBetweenCodePointsAndTheRestIsCounted(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 30) int max) {
        int codePoints = text.codePointCount(0, text.length());
        int[] kept = text.codePoints().limit(max).toArray();

        assertThat(Truncation.line(text, max))
                .isEqualTo(
                        new String(kept, 0, kept.length)
                                + (codePoints > max
                                        ? "… [%d more characters]".formatted(codePoints - max)
                                        : ""));
    }

    @Property(tries = 100)
    void aResultKeepsHeadAndTailOfWholeCharactersUnderItsCapAndCountsTheRest(
            @ForAll("texts") String start, @ForAll("texts") String unit) {
        var text = start + (unit + "b").repeat(60_000);
        var shown = Truncation.result(text);
        var note = NOTE.matcher(shown);

        assertThat(note.find()).isTrue();
        var head = shown.substring(0, note.start());
        var tail = shown.substring(note.end());
        assertThat(text.startsWith(head) && text.endsWith(tail)).isTrue();
        assertThat(utf8Bytes(shown)).isBetween(50 * 1024 - 300, 50 * 1024);
        assertThat(note.group(1).replace(",", ""))
                .isEqualTo("" + (utf8Bytes(text) - utf8Bytes(head) - utf8Bytes(tail)));
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
