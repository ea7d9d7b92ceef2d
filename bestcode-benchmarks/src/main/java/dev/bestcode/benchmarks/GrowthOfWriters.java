package dev.bestcode.benchmarks;

import dev.bestcode.kernel.FileStorage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Writers share forces: as many commits as there are writers cost one.
final class GrowthOfWriters {
    private static final int WRITERS_MAX = 64;
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Path folder;

    GrowthOfWriters(Path folder) {
        this.folder = folder;
    }

    List<Series> measure() {
        var forces =
                new Series("group of w writers", "O(1) forces", "writers", "forces per w commits");
        var cpu = new Series("group of w writers", "falls", "writers", "CPU us per commit");
        try (var store = KernelStore.create(FileStorage.at(folder))) {
            Writers.virtual(WRITERS_MAX).runFor(store, ROUND); // not counted
            for (int writers = 1; writers <= WRITERS_MAX; writers *= 2) {
                var round = Writers.virtual(writers).runFor(store, ROUND);
                double commits = round.commits();
                forces.add(writers, round.forces().orElse(0) * writers / commits);
                cpu.add(writers, round.cpuNanos() / 1e3 / commits);
            }
        }
        return List.of(forces, cpu);
    }
}
