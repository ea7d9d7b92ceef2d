package dev.bestcode.kernel;

import java.time.InstantSource;
import java.util.Random;

/// Options under which a short history meets what else takes gigabytes: full segments, snapshots,
/// copies. The same history makes the same calls to the storage each time.
final class SmallKernel {
    static final int FIRST_SEGMENT_BYTES = 8 << 10;

    private static final LogLimits LIMITS = new LogLimits(FIRST_SEGMENT_BYTES, 64 << 10, 32 << 10);

    private SmallKernel() {}

    static KernelOptions options(InstantSource clock) {
        return KernelOptions.defaults()
                .withClock(clock)
                .withRandom(new Random(7))
                .withLimits(LIMITS)
                .withUpkeep(Upkeep.INLINE);
    }
}
