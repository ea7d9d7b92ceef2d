package dev.bestcode.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Says that a time has passed, to who waits for something else that nearly always comes before.
///
/// A virtual thread that waits with a bound of its own wakes the JDK's timer thread when it begins
/// and once more when it ends. Here one thread sleeps until the earliest time that it knew of when
/// it fell asleep; a later one is only noted, and one that is dropped leaves without waking it. It
/// ends when it finds none. Safe from any worker.
final class Deadlines {
    /// Two hundred years, so that no sum of times overflows.
    private static final long NANOS_MAX = Long.MAX_VALUE / 2;

    /// @param atNanos since this was made
    /// @param number in the order they were set
    record Deadline(long atNanos, long number, Runnable passed) {}

    private final long startNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private final TreeSet<Deadline> open =
            new TreeSet<>(
                    Comparator.comparingLong(Deadline::atNanos)
                            .thenComparingLong(Deadline::number));
    private long numbers;
    private boolean watched;
    private long looksAtNanos;

    /// @param passed called once when the time has passed; it returns at once and throws nothing
    Deadline in(Duration time, Runnable passed) {
        long nanos = Math.clamp(TimeUnit.NANOSECONDS.convert(time), 0, NANOS_MAX);
        lock.lock();
        try {
            var deadline = new Deadline(nowNanos() + nanos, numbers++, passed);
            open.add(deadline);
            if (!watched) {
                watched = true;
                Thread.ofVirtual().name("bestcode-deadlines").start(this::watch);
            } else if (deadline.atNanos() < looksAtNanos) {
                earlier.signal();
            }
            return deadline;
        } finally {
            lock.unlock();
        }
    }

    /// Its time no longer matters.
    void drop(Deadline deadline) {
        lock.lock();
        try {
            open.remove(deadline);
        } finally {
            lock.unlock();
        }
    }

    private long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    private void watch() {
        while (isNeeded()) {
            passed().forEach(deadline -> deadline.passed().run());
        }
    }

    private boolean isNeeded() {
        lock.lock();
        try {
            watched = !open.isEmpty();
            return watched;
        } finally {
            lock.unlock();
        }
    }

    private long leftNanos() {
        looksAtNanos = open.isEmpty() ? 0 : open.first().atNanos();
        return looksAtNanos - nowNanos();
    }

    /// Sleep until the first of them, or one that comes meanwhile and is earlier.
    private List<Deadline> passed() {
        var passed = new ArrayList<Deadline>();
        lock.lock();
        try {
            for (long left = leftNanos(); left > 0; left = leftNanos()) {
                var _ = earlier.awaitNanos(left);
            }
            while (!open.isEmpty() && open.first().atNanos() <= nowNanos()) {
                passed.add(open.removeFirst());
            }
        } catch (InterruptedException e) {
            // Nobody who could mean it has this thread.
        } finally {
            lock.unlock();
        }
        return passed;
    }
}
