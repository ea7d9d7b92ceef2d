package dev.bestcode.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class GateTest {
    private static final Gate AIM =
            new Gate("a turn", "turn-cpu", FigureUnit.MILLIS, new Bound.AtMost(8));
    private static final Gate BESIDE =
            new Gate("a run", "run-cpu", FigureUnit.SECONDS, Bound.TimesOf.atMost(1, "pi"))
                    .quoting("another 3 s");

    @Test
    void aLimitIsKeptUpToItselfAndTheRatioIsOverTheBestPeer() {
        var report =
                Map.of(
                        "turn-cpu",
                        8_000_000L,
                        "turn-cpu-of-a",
                        4_000_000L,
                        "turn-cpu-of-b",
                        5_000_000L);

        assertThat(AIM.cells(report, "turns"))
                .containsExactly(
                        "a turn",
                        "8.00 ms",
                        "a 4.00 ms; b 5.00 ms",
                        "2.00",
                        "<= 8 ms",
                        "yes",
                        "`turns`");
        assertThat(AIM.cells(Map.of("turn-cpu", 8_000_001L), "turns")).contains("no");
    }

    @Test
    void whatIsHeldAgainstAPeerIsNotKeptOrBrokenWithoutIt() {
        var report = Map.of("run-cpu", 600_000_000L, "run-cpu-of-codex", 200_000_000L);

        assertThat(BESIDE.cells(report, "starts"))
                .containsExactly(
                        "a run",
                        "0.60 s",
                        "codex 0.20 s; quoted: another 3 s",
                        "3.00",
                        "<= 1.0 of pi",
                        "not measured",
                        "`starts`");
        assertThat(BESIDE.cells(Map.of("run-cpu", 6L, "run-cpu-of-pi", 5L), "starts"))
                .contains("1.20", "no");
    }

    @Test
    void atLeastSoMuchOfAPeerIsKeptByMore() {
        var gate =
                new Gate(
                        "commits",
                        "commits",
                        FigureUnit.PER_SECOND,
                        Bound.TimesOf.atLeast(0.6, "bare-log"));

        assertThat(gate.cells(Map.of("commits", 70L, "commits-of-bare-log", 100L), "c"))
                .contains("70/s", "0.70", ">= 0.6 of bare-log", "yes");
        assertThat(gate.cells(Map.of("commits", 50L, "commits-of-bare-log", 100L), "c"))
                .contains("no");
    }

    @Test
    void aRowWithoutItsFigureSaysThatItWasNotMeasured() {
        assertThat(AIM.cells(Map.of(), "turns"))
                .contains("not run here: the program did not report it", "not measured");
        assertThat(BESIDE.notMeasured("no pi", "starts"))
                .contains("not run here: no pi", "quoted: another 3 s");
    }

    @Test
    void aCommandIsShownWithoutThePlacesOfTheMachine() {
        var measurement =
                new Measurement(
                        "start-up",
                        List.of(
                                "--bestcode",
                                "/somewhere/bestcode",
                                "--rounds",
                                "3",
                                "--peers",
                                "/p"),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        List.of());

        assertThat(measurement.command())
                .isEqualTo("start-up --bestcode ./bestcode --rounds 3 --peers DIR");
    }

    @Test
    void onlyWhatIsBetweenTheMarksIsReplaced() {
        var region = new MarkedRegion(Path.of("page.md"), "all");
        var page = "before\n<!-- begin all -->\nold\n<!-- end all -->\nafter\n";

        assertThat(region.replaced(page, "new\n"))
                .isEqualTo("before\n<!-- begin all -->\n\nnew\n\n<!-- end all -->\nafter\n");
        assertThat(region.replaced(region.replaced(page, "newer"), "new"))
                .isEqualTo(region.replaced(page, "new"));
    }

    @Test
    void aPageWithoutTheMarksIsRefusedWithWhatItNeeds() {
        var region = new MarkedRegion(Path.of("page.md"), "all");

        assertThatThrownBy(() -> region.replaced("before\n<!-- end all -->\n", "new"))
                .hasMessageContaining("page.md needs the lines '<!-- begin all -->'");
    }
}
