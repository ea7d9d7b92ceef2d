package dev.bestcode.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rounds of one case came to.
final class CommitFigures {
    private final List<Writers.Round> rounds = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private long flushes;
    private boolean flushesKnown = true;

    void add(Writers.Round round, Optional<Long> deviceFlushes) {
        rounds.add(round);
        latencies.addAll(round.latencies());
        flushesKnown &= deviceFlushes.isPresent();
        flushes += deviceFlushes.orElse(0L);
    }

    double p10() {
        return (double) latencies.percentile(10);
    }

    double best() {
        return rounds.stream().mapToDouble(Writers.Round::commitsPerSecond).max().orElse(0);
    }

    double median() {
        var sorted =
                rounds.stream().mapToDouble(Writers.Round::commitsPerSecond).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    static String[] heads() {
        return new String[] {
            "case",
            "median/s",
            "best round/s",
            "p10 us",
            "p50 us",
            "p99 us",
            "forces per commit",
            "device flushes per commit",
            "CPU us per commit"
        };
    }

    String[] cells(String name) {
        double commits = latencies.count();
        boolean counted = rounds.stream().allMatch(round -> round.forces().isPresent());
        double forces = rounds.stream().mapToDouble(round -> round.forces().orElse(0)).sum();
        double cpu = rounds.stream().mapToDouble(Writers.Round::cpuNanos).sum();
        return new String[] {
            name,
            Figures.whole(median()),
            Figures.whole(best()),
            Figures.micros(p10()),
            Figures.micros(latencies.percentile(50)),
            Figures.micros(latencies.percentile(99)),
            counted ? Figures.decimal(forces / commits) : Figures.NONE,
            flushesKnown ? Figures.decimal(flushes / commits) : Figures.NONE,
            Figures.micros(cpu / commits)
        };
    }
}
