package dev.bestcode.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Another program as a whole process: what it printed and which processor time it took. Measured
/// by the shell's own `time`, since Java does not tell what a child has used.
/// @param lines of its output
record TimedPeer(long cpuNanos, long wallNanos, List<String> lines) {
    private static final int NOT_FOUND = 127;

    /// Run it `rounds` times; the cheapest counts.
    /// @return empty where the program is not installed
    static Optional<TimedPeer> cheapest(int rounds, Path directory, List<String> command) {
        var best = run(directory, command);
        for (int i = 1; i < rounds && best.isPresent(); i++) {
            var next = run(directory, command);
            if (next.isPresent() && next.get().cpuNanos() < best.get().cpuNanos()) {
                best = next;
            }
        }
        return best;
    }

    private static Optional<TimedPeer> run(Path directory, List<String> command) {
        var words =
                new ArrayList<>(
                        List.of(
                                "bash",
                                "-c",
                                "TIMEFORMAT='%U %S'; time \"$@\" 2>/dev/null",
                                "bash"));
        words.addAll(command);
        try {
            long start = System.nanoTime();
            var process =
                    new ProcessBuilder(words)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == NOT_FOUND) {
                return Optional.empty();
            }
            long wall = System.nanoTime() - start;
            var all = out.lines().toList();
            return Optional.of(
                    new TimedPeer(nanos(all.getLast()), wall, all.subList(0, all.size() - 1)));
        } catch (IOException e) {
            throw new IllegalStateException("bash is needed to time others", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    private static long nanos(String userAndSystem) {
        return Arrays.stream(userAndSystem.strip().split(" ", -1))
                .mapToLong(seconds -> (long) (Double.parseDouble(seconds) * 1e9))
                .sum();
    }
}
