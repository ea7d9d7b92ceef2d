package dev.bestcode.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Decides which refusals get an entry of their own: a burst of them, then so many a second. The
/// others are answered like any and counted; the next entry says how many they were. A flood of
/// refused messages so costs its sender time and the journal little.
final class RefusalMeter {
    private final InstantSource clock;
    private final int burst;
    private final int perSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private double tokens;
    private Instant refilled;
    private long counted;

    RefusalMeter(InstantSource clock, PipelineOptions options) {
        this.clock = clock;
        this.burst = options.refusalsRecordedMax();
        this.perSecond = options.refusalsRecordedPerSecond();
        this.tokens = burst;
        this.refilled = clock.instant();
    }

    /// @return for a refusal that is to be recorded, how many before it were only counted; empty
    ///     for one that is only counted
    OptionalLong next() {
        lock.lock();
        try {
            refill();
            if (tokens < 1) {
                counted++;
                return OptionalLong.empty();
            }
            tokens--;
            return OptionalLong.of(takeCount());
        } finally {
            lock.unlock();
        }
    }

    /// What was only counted since the last entry; it counts from zero again.
    long take() {
        lock.lock();
        try {
            return takeCount();
        } finally {
            lock.unlock();
        }
    }

    private long takeCount() {
        long before = counted;
        counted = 0;
        return before;
    }

    /// A clock that is set back only makes the next refill wait.
    private void refill() {
        var now = clock.instant();
        var passed = Duration.between(refilled, now);
        if (passed.isPositive()) {
            tokens = Math.min(burst, tokens + passed.toNanos() / 1e9 * perSecond);
        }
        refilled = now;
    }
}
