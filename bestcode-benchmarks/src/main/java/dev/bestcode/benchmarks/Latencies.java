package dev.bestcode.benchmarks;

import java.util.Arrays;

/// Durations of single operations, in nanoseconds. Not safe from several workers.
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    void addAll(Latencies others) {
        if (nanos.length < count + others.count) {
            nanos = Arrays.copyOf(nanos, Math.max(2 * nanos.length, count + others.count));
        }
        System.arraycopy(others.nanos, 0, nanos, count, others.count);
        count += others.count;
    }

    int count() {
        return count;
    }

    /// The duration that `percent` of a hundred operations stay below, by nearest rank.
    /// @throws IllegalStateException when there is none
    long percentile(int percent) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured; give the round more time");
        }
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(count * (percent / 100.0));
        return sorted[Math.max(0, rank - 1)];
    }
}
