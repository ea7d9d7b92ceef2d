package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class MarkdownStreamTest {
    private static final String TEXT =
            """
            # Plan

            First *words*, then more.

            - one

            - two

            ```java
            int a;

            int b;
            ```

            The end of it.
            """;

    @Test
    void piecesOfAnySizeEndAsTheWholeDoes() {
        for (int size = 1; size < 40; size++) {
            var stream = new MarkdownStream(40);
            for (int at = 0; at < TEXT.length(); at += size) {
                stream.append(TEXT.substring(at, Math.min(TEXT.length(), at + size)));
                stream.lines();
            }
            assertThat(texts(stream.lines()))
                    .as("pieces of %d", size)
                    .isEqualTo(texts(Markdown.render(TEXT, 40)));
        }
    }

    @Test
    void aPieceCostsTheSameAfterALongText() {
        long early = costOfAPieceAfter(20);
        long late = costOfAPieceAfter(2_000);
        System.out.println(
                "streaming markdown: characters read for one piece " + early + ", later " + late);
        assertThat(late).isLessThanOrEqualTo(early + 100);
    }

    @Test
    void aCodeBlockWithoutEndIsReadInBoundedPieces() {
        var stream = new MarkdownStream(80);
        stream.append("```java\n");
        long worst = 0;
        for (int i = 0; i < 5_000; i++) {
            long before = stream.charsParsed();
            stream.append("int line%d = %d;\n".formatted(i, i));
            stream.last(20);
            worst = Math.max(worst, stream.charsParsed() - before);
        }
        assertThat(worst).isLessThan(2 * MarkdownStream.TAIL_CHARS_MAX);
        assertThat(texts(stream.last(1))).containsExactly("  int line4999 = 4999;");
    }

    @Test
    void theLastLinesAreTheEndOfAllLines() {
        var stream = new MarkdownStream(30);
        stream.append(TEXT.repeat(5));
        var all = stream.lines();
        assertThat(stream.last(7)).isEqualTo(all.subList(all.size() - 7, all.size()));
        assertThat(stream.height()).isEqualTo(all.size());
    }

    private static long costOfAPieceAfter(int paragraphs) {
        var stream = new MarkdownStream(80);
        for (int i = 0; i < paragraphs; i++) {
            stream.append("Paragraph with a number of words in it.\n\n");
            stream.last(20);
        }
        long before = stream.charsParsed();
        stream.append("one more");
        stream.last(20);
        return stream.charsParsed() - before;
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }
}
