package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that is measured from outside, from its start to its end.
/// @param directory where it runs
/// @param printed what it prints goes there
record MeasuredProcess(
        List<String> command, Map<String, String> environment, Path directory, Path printed) {
    /// @param cpuNanos its own and of all that it started and waited for, to 10 ms
    /// @param residentBytes the most that the process itself held
    record Ended(int exit, long cpuNanos, long nanos, long residentBytes) {}

    /// @param look how often its memory is read
    /// @param limit what has not ended then is killed
    Ended run(Duration look, Duration limit) {
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        try {
            long cpu = Vitals.childCpuNanos();
            long began = System.nanoTime();
            var process = builder.start();
            long most = 0;
            while (!process.waitFor(look.toNanos(), TimeUnit.NANOSECONDS)) {
                most = Math.max(most, Vitals.residentBytesMost(process.pid()));
                if (System.nanoTime() - began > limit.toNanos()) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            }
            long took = System.nanoTime() - began;
            return new Ended(process.exitValue(), Vitals.childCpuNanos() - cpu, took, most);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a process ran", e);
        }
    }

    /// What it has printed.
    String said() {
        try {
            return Files.readString(printed);
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }
}
