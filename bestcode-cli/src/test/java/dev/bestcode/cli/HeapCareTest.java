package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapCareTest {
    private static final long MIB = 1L << 20;

    private long live = 10 * MIB;
    private long garbage;
    private int collections;

    private final HeapCare care =
            new HeapCare(
                    () -> live + garbage,
                    () -> {
                        garbage = 0;
                        collections++;
                    });

    @Test
    void whatIsHeldStaysBelowTwiceWhatIsLeftAndAPiece() {
        long most = 0;
        for (int i = 0; i < 10_000; i++) {
            garbage += MIB;
            care.look();
            most = Math.max(most, live + garbage);
        }
        assertThat(most).isLessThanOrEqualTo(HeapCare.FLOOR_BYTES);

        live = 100 * MIB;
        collections = 0;
        for (int i = 0; i < 10_000; i++) {
            garbage += MIB;
            care.look();
            assertThat(live + garbage).isLessThanOrEqualTo(2 * live);
        }
        assertThat(collections).isBetween(95, 105);
    }

    @Test
    void whatIsNeededIsNotCollectedOverAndOver() {
        live = 500 * MIB;
        care.look();
        for (int i = 0; i < 100; i++) {
            care.look();
        }
        assertThat(collections).isEqualTo(1);
    }
}
