package dev.bestcode.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What this process uses.
final class Vitals {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /// Field `utime` of `/proc/PID/stat`, behind the name; `stime`, `cutime`, `cstime` follow.
    private static final int USER_TIME = 11;

    private static final int CHILD_USER_TIME = USER_TIME + 2;

    /// `USER_HZ`, which is 100 on every Linux that Java runs on.
    private static final long NANOS_PER_TICK = 10_000_000;

    private Vitals() {}

    /// Processor time of all its workers so far, the system's part included.
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /// Processor time of all processes that this one has started and seen end, what they started
    /// and waited for included; to 10 ms.
    /// @throws UncheckedIOException where the system has no `/proc`
    static long childCpuNanos() {
        return ticks("self", CHILD_USER_TIME);
    }

    /// The same of a process that goes on.
    static long cpuNanos(long pid) {
        return ticks(Long.toString(pid), USER_TIME);
    }

    private static long ticks(String process, int field) {
        try {
            var text = Files.readString(Path.of("/proc", process, "stat"));
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return NANOS_PER_TICK
                    * (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]));
        } catch (IOException e) {
            throw new UncheckedIOException("what a process uses is only told by Linux", e);
        }
    }

    /// Heap that is still held after collecting what is not.
    static long heapAfterGc() {
        long used = Long.MAX_VALUE;
        while (true) { // the first collection may leave what its references only then let go
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (now > used - (used >> 6)) {
                return now;
            }
            used = now;
        }
    }

    /// Resident memory; empty where the system has no `/proc`.
    static OptionalLong residentBytes() {
        return status("self", "VmRSS:");
    }

    /// Resident memory of another process.
    static long residentBytes(long pid) {
        return status(Long.toString(pid), "VmRSS:").orElse(0);
    }

    /// The most that it was so far; 0 when it has ended.
    static long residentBytesMost(long pid) {
        return status(Long.toString(pid), "VmHWM:").orElse(0);
    }

    /// The part of it that is no file's; empty where the system has no `/proc`.
    static OptionalLong anonymousBytes() {
        return status("self", "RssAnon:");
    }

    private static OptionalLong status(String process, String name) {
        try (var lines = Files.lines(Path.of("/proc", process, "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) { // it may end while it is read
            return OptionalLong.empty();
        }
    }
}
