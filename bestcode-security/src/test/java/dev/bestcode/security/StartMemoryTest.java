package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.Test;

/// Memory that goes from start to start tells the next one nothing.
class StartMemoryTest {
    private final StartMemory.Pool pool = new StartMemory.Pool();

    @Test
    void whatIsLentAgainIsTheSameAndZeroed() {
        long address;
        try (var first = pool.lend()) {
            var place = first.allocate(64, 8);
            place.fill((byte) 0xFF);
            address = place.address();
        }
        try (var second = pool.lend()) {
            var place = second.allocate(64, 8);
            assertThat(place.address()).isEqualTo(address);
            for (long at = 0; at < 64; at += Long.BYTES) {
                assertThat(place.get(JAVA_LONG, at)).isZero();
            }
        }
    }

    @Test
    void placesAreAlignedAndDoNotOverlapAndMoreThanThereIsRoomForIsHadElsewhere() {
        try (var memory = pool.lend()) {
            var byteWide = memory.allocate(1, 1);
            var aligned = memory.allocate(16, 16);
            var large = memory.allocate(1 << 20, 8);
            large.fill((byte) 1);
            var after = memory.allocate(8, 8);

            assertThat(aligned.address() % 16).isZero();
            assertThat(aligned.address()).isGreaterThan(byteWide.address());
            assertThat(after.get(JAVA_LONG, 0)).isZero();
        }
    }

    @Test
    void twoStartsAtOnceShareNothing() {
        try (var one = pool.lend();
                var two = pool.lend()) {
            assertThat(one.allocate(8, 8).address()).isNotEqualTo(two.allocate(8, 8).address());
        }
    }
}
