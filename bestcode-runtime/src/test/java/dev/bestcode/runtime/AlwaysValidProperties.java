package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

/// Whatever happens to a conversation, what is sent of it is what a provider takes, and begins with
/// what was sent before (G13).
class AlwaysValidProperties {
    private static final int HISTORIES = Boolean.getBoolean("bestcode.long") ? 1_000_000 : 100_000;

    @Test
    void whateverHappensEachRequestIsValidAndHasTheOneBeforeAsItsPrefix() {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        long requests =
                LongStream.range(0, HISTORIES)
                        .parallel()
                        .map(history -> new RandomHistory(seed + history).play())
                        .sum();
        System.out.printf(
                "counts: %,d histories, %,d requests, seed %d%n", HISTORIES, requests, seed);
        assertThat(requests).isGreaterThan(HISTORIES);
    }
}
