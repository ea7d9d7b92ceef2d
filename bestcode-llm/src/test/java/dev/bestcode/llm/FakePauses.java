package dev.bestcode.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes when somebody waits, and no real time with it.
final class FakePauses implements Pauses {
    final List<Duration> slept = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // near the overflow

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public synchronized void sleep(long nanos) {
        slept.add(Duration.ofNanos(nanos));
        now.addAndGet(nanos);
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
