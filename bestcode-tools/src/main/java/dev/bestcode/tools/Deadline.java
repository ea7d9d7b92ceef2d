package dev.bestcode.tools;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When a search gives the answer that it has by then. Safe from any worker.
/// @param nanoTime a clock as [System#nanoTime] is one
record Deadline(LongSupplier nanoTime, long end) {
    static Deadline in(Duration duration, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    /// Thrown through what is too deep to answer for itself.
    static final class PassedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    boolean passed() {
        return nanoTime.getAsLong() - end > 0;
    }

    void check() {
        if (passed() || Thread.currentThread().isInterrupted()) {
            throw new PassedException();
        }
    }
}
