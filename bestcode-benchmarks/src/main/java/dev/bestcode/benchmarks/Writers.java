package dev.bestcode.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/// Workers that commit units to a store, each on threads of the table of its own, the next as soon
/// as the last is durable.
/// @param workers their kind: virtual for what parks, platform for what blocks in the system
record Writers(int count, ThreadFactory workers) {
    static Writers virtual(int count) {
        return new Writers(count, Thread.ofVirtual().factory());
    }

    static Writers platform(int count) {
        return new Writers(count, Thread.ofPlatform().daemon().factory());
    }

    /// What one run of them came to.
    /// @param forces empty where the store cannot count them
    record Round(Latencies latencies, long nanos, long cpuNanos, OptionalLong forces) {
        long commits() {
            return latencies.count();
        }

        double commitsPerSecond() {
            return commits() * 1e9 / nanos;
        }
    }

    /// At least one commit of each, however long it takes.
    Round runFor(Store store, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return run(store, () -> new Deadline(end));
    }

    /// @param commits in all, rounded up to the same number for each
    Round runUntil(Store store, long commits) {
        long each = Math.ceilDiv(commits, count);
        return run(store, () -> new Countdown(each));
    }

    private interface Limit {
        BooleanSupplier start();
    }

    private static final class Deadline implements BooleanSupplier {
        private final long end;
        private boolean begun;

        Deadline(long end) {
            this.end = end;
        }

        @Override
        public boolean getAsBoolean() {
            boolean first = !begun;
            begun = true;
            return first || System.nanoTime() - end < 0;
        }
    }

    private static final class Countdown implements BooleanSupplier {
        private long left;

        Countdown(long left) {
            this.left = left;
        }

        @Override
        public boolean getAsBoolean() {
            return left-- > 0;
        }
    }

    private Round run(Store store, Limit limit) {
        long forces = store.forces().orElse(0);
        long cpu = Vitals.cpuNanos();
        long start = System.nanoTime();
        var latencies = new Latencies();
        try (var executor = Executors.newThreadPerTaskExecutor(workers)) {
            var running = new ArrayList<Future<Latencies>>();
            for (int i = 0; i < count; i++) {
                int first = i;
                running.add(executor.submit(() -> write(store, first, limit.start())));
            }
            for (var latenciesOfOne : results(running)) {
                latencies.addAll(latenciesOfOne);
            }
        }
        long nanos = System.nanoTime() - start;
        long forced = store.forces().orElse(0) - forces;
        return new Round(
                latencies,
                nanos,
                Vitals.cpuNanos() - cpu,
                store.forces().isPresent() ? OptionalLong.of(forced) : OptionalLong.empty());
    }

    private static List<Latencies> results(List<Future<Latencies>> running) {
        var results = new ArrayList<Latencies>();
        try {
            for (var one : running) {
                results.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a writer failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted among writers", e);
        }
        return results;
    }

    private Latencies write(Store store, int first, BooleanSupplier goesOn) {
        var latencies = new Latencies();
        int thread = first;
        for (long n = first; goesOn.getAsBoolean(); n++) {
            long start = System.nanoTime();
            store.commit(thread, Content.number(n));
            latencies.add(System.nanoTime() - start);
            thread = thread + count < Content.THREADS ? thread + count : first;
        }
        return latencies;
    }
}
