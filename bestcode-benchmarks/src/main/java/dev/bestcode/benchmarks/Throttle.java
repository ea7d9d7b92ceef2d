package dev.bestcode.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Holds what is started in it to a part of the machine's processor time, by a control group of its
/// own; where none may be made, to nothing.
/// @param group the folder of the control group; empty without one
/// @param percent of one processor's time, in all
record Throttle(Optional<Path> group, int percent) implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /// Short, so that what is held back waits often and not long.
    private static final int PERIOD_MICROS = 20_000;

    /// @param percent of one processor's time, in all, from 1
    static Throttle to(int percent) {
        int quota = PERIOD_MICROS / 100 * percent;
        var name = "bestcode-benchmark-" + ProcessHandle.current().pid();
        var second = ROOT.resolve(name);
        if (Files.isRegularFile(ROOT.resolve("cgroup.controllers"))
                && made(second, List.of("cpu.max"), List.of(quota + " " + PERIOD_MICROS))) {
            return new Throttle(Optional.of(second), percent);
        }
        var first = ROOT.resolve("cpu").resolve(name);
        if (made(
                first,
                List.of("cpu.cfs_period_us", "cpu.cfs_quota_us"),
                List.of("" + PERIOD_MICROS, "" + quota))) {
            return new Throttle(Optional.of(first), percent);
        }
        return new Throttle(Optional.empty(), percent);
    }

    private static boolean made(Path group, List<String> files, List<String> values) {
        try {
            Files.createDirectory(group);
            for (int i = 0; i < files.size(); i++) {
                Files.writeString(group.resolve(files.get(i)), values.get(i));
            }
            return true;
        } catch (IOException notAllowed) {
            remove(group);
            return false;
        }
    }

    /// Words that start what follows them in it.
    List<String> before() {
        return group.map(
                        folder ->
                                List.of(
                                        "sh",
                                        "-c",
                                        "echo $$ > '%s/cgroup.procs' && exec \"$@\""
                                                .formatted(folder),
                                        "sh"))
                .orElse(List.of());
    }

    /// As a page says it.
    String words() {
        return group.isPresent()
                ? "held to %d %% of one processor in all".formatted(percent)
                : "at full speed, for no control group may be made here";
    }

    @Override
    public void close() {
        group.ifPresent(Throttle::remove);
    }

    /// One that holds a process cannot be removed; it is empty when what was started has ended.
    private static void remove(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException stays) {
            System.out.println("the control group " + group + " stays: " + stays.getMessage());
        }
    }
}
