package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final ThreadId THREAD = new ThreadId(2);

    @Test
    void oneDenseRequestCountsAtOnceAndIsForgottenSlowly() {
        var dense = Calibration.NONE.after(2_000, 1_000);
        assertThat(dense.of(100)).isEqualTo(200);
        assertThat(dense.after(500, 1_000).factor()).isBetween(1.8, 2.0);
        var later = dense;
        for (int i = 0; i < 100; i++) {
            later = later.after(700, 1_000);
        }
        assertThat(later.factor()).isBetween(0.7, 0.71);
    }

    @Test
    void aProviderThatCountsNonsenseIsBelievedWithinBounds() {
        assertThat(Calibration.NONE.after(Long.MAX_VALUE, 1).factor()).isEqualTo(3);
        var none = Calibration.NONE;
        for (int i = 0; i < 100; i++) {
            none = none.after(1, 1_000_000);
        }
        assertThat(none.factor()).isEqualTo(0.6);
        assertThat(Calibration.NONE.after(0, 10)).isEqualTo(Calibration.NONE);
    }

    @Test
    void whatWasReadFromTheCacheCountsToo() {
        var counts = new Counts();
        counts.asked(THREAD, "m", 1_000);
        counts.counted(THREAD, new Usage(100, 50, 1_200, 200));
        assertThat(counts.of("m").factor()).isEqualTo(1.5);
        assertThat(counts.of("other")).isEqualTo(Calibration.NONE);
    }

    @Test
    void aCallIsAskedShorterOnce() {
        var counts = new Counts();
        assertThat(counts.mayAskShorter(THREAD, "model-1")).isTrue();
        assertThat(counts.mayAskShorter(THREAD, "model-1")).isFalse();
        assertThat(counts.mayAskShorter(THREAD, "model-2")).isTrue();
    }
}
