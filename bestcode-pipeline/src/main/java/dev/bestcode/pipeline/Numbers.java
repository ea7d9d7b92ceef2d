package dev.bestcode.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/// Where the numbers of threads, messages and pages come from. Safe from any worker.
interface Numbers {
    long draw();

    /// What is drawn next.
    long next();

    /// One after the other.
    static Numbers from(long first) {
        var next = new AtomicLong(first);
        return new Numbers() {
            @Override
            public long draw() {
                return next.getAndIncrement();
            }

            @Override
            public long next() {
                return next.get();
            }
        };
    }
}
