package dev.bestcode.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

class FiguresTest {
    @Test
    void percentileIsTheDurationThatSoManyDoNotExceed() {
        var latencies = new Latencies();
        LongStream.rangeClosed(1, 2000).map(n -> 2001 - n).forEach(latencies::add);

        assertThat(latencies.percentile(10)).isEqualTo(200);
        assertThat(latencies.percentile(50)).isEqualTo(1000);
        assertThat(latencies.percentile(100)).isEqualTo(2000);
    }

    @Test
    void latenciesOfSeveralWritersAreOneSet() {
        var all = new Latencies();
        for (int writer = 0; writer < 3; writer++) {
            var one = new Latencies();
            LongStream.rangeClosed(1, 1000).forEach(one::add);
            all.addAll(one);
        }

        assertThat(all.count()).isEqualTo(3000);
        assertThat(all.percentile(50)).isEqualTo(500);
    }

    @Test
    void exponentOfASquareIsTwo() {
        var series = new Series("square", "O(n^2)", "rows", "us");
        for (double size = 2; size <= 1024; size *= 2) {
            series.add(size, 3 * size * size);
        }

        assertThat(series.exponent()).isCloseTo(2, within(1e-9));
    }

    @Test
    void ratioIsPerDoublingAlsoWhenTheSizeGrewMore() {
        var series = new Series("linear", "O(n)", "rows", "us");
        series.add(1, 5);
        series.add(8, 40);

        assertThat(printed(series.table()))
                .isEqualTo(
                        """

                        **linear: O(n)**

                        | rows | us   | ratio per doubling |
                        | ---  | ---  | ---                |
                        | 1    | 5.00 | -                  |
                        | 8    | 40.0 | 2.00               |
                        """);
    }

    @Test
    void aDocumentHasTheCellsAsNarrowAsTheyAre() {
        var table = new Table("linear", "rows", "us").row("1", "5.00").row("16", "80.0");

        assertThat(table.narrow())
                .isEqualTo("| rows | us |\n|---|---|\n| 1 | 5.00 |\n| 16 | 80.0 |\n");
    }

    private static String printed(Table table) {
        var bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
