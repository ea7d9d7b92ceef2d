package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How much of the machine others used meanwhile: all processor time that was not idle, less our
/// own and that of what we started.
final class OthersLoad {
    private static final long NANOS_PER_TICK = 10_000_000;

    /// `idle` and `iowait` in the first line of `/proc/stat`, behind its name.
    private static final int IDLE = 3;

    private static final int IO_WAIT = 4;

    /// `guest` and what follows is counted before already.
    private static final int FIELDS = 8;

    private final long beganNanos = System.nanoTime();
    private final long busy = busyNanos();
    private final long own = ownNanos();

    /// Percent of all processors, since this was made.
    long percent() {
        long nanos = System.nanoTime() - beganNanos;
        long others = busyNanos() - busy - (ownNanos() - own);
        long all = nanos * Runtime.getRuntime().availableProcessors();
        return Math.max(0, Math.round(100.0 * others / Math.max(1, all)));
    }

    /// What a page says of it.
    /// @param percent of all processors
    static String words(long percent) {
        return percent <= 5
                ? "idle beside that: other processes used %d %% of its processors"
                        .formatted(percent)
                : "**not idle: other processes used %d %% of its processors meanwhile, so times are of the right order and no more**"
                        .formatted(percent);
    }

    private static long ownNanos() {
        return Vitals.cpuNanos() + Vitals.childCpuNanos();
    }

    private static long busyNanos() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            var line = lines.findFirst().orElseThrow();
            var ticks =
                    Arrays.stream(line.strip().split(" +", -1))
                            .skip(1)
                            .limit(FIELDS)
                            .mapToLong(Long::parseLong)
                            .toArray();
            long all = Arrays.stream(ticks).sum();
            return (all - ticks[IDLE] - ticks[IO_WAIT]) * NANOS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException("what a machine does is only told by Linux", e);
        }
    }
}
