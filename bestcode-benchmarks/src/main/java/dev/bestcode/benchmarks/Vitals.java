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

    /// Field `cutime` of `/proc/PID/stat`, behind the name; `cstime` follows.
    private static final int CHILD_USER_TIME = 13;

    /// `USER_HZ`, which is 100 on every Linux that Java runs on.
    private static final long NANOS_PER_TICK = 10_000_000;

    private Vitals() {}

    /// Processor time of all its workers so far, the system's part included.
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /// Processor time of all processes that this one has started and seen end, what they started
    /// and
    /// waited for included; to 10 ms.
    /// @throws UncheckedIOException where the system has no `/proc`
    static long childCpuNanos() {
        try {
            var text = Files.readString(Path.of("/proc/self/stat"));
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return NANOS_PER_TICK
                    * (Long.parseLong(fields[CHILD_USER_TIME])
                            + Long.parseLong(fields[CHILD_USER_TIME + 1]));
        } catch (IOException e) {
            throw new UncheckedIOException("what a child uses is only told by Linux", e);
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
        return status("VmRSS:");
    }

    /// The part of it that is no file's; empty where the system has no `/proc`.
    static OptionalLong anonymousBytes() {
        return status("RssAnon:");
    }

    private static OptionalLong status(String name) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
