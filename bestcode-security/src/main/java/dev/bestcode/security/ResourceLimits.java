package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.bestcode.api.security.Sandbox.Limits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntSupplier;

/// Limits of the kernel for one process and those it starts, each by itself: less than a control
/// group, where none may be made.
///
/// The spawner lays them on the child when it has been started: on a thread of ours they would hold
/// us, and a program in between costs as much as the start. What the child has started by then is
/// looked for until all of its session have them; one that starts processes faster than that is
/// ended.
///
/// Not the size of the address space, which Java, Node and Go reserve freely; what a process may
/// write is limited instead. The number of processes is that of all of the user's, threads
/// included, so those that there are on the machine are added.
/// @see "prlimit(2)"
final class ResourceLimits {
    private static final int DATA = 2;
    private static final int PROCESSES = 6;
    private static final int ROUNDS_MAX = 50;

    private final LinuxKernel kernel;
    private final MemorySegment data;
    private final MemorySegment processes;

    /// @param memory outlives the start
    ResourceLimits(LinuxKernel kernel, SegmentAllocator memory, Limits limits) {
        this.kernel = kernel;
        this.data = limit(memory, DATA, limits.memoryBytes());
        this.processes = limit(memory, PROCESSES, ProcessEntry.tasks() + limits.processes());
    }

    /// No more than we may ourselves: nobody can raise that.
    private MemorySegment limit(SegmentAllocator memory, int resource, long value) {
        var limit = memory.allocate(16, 8);
        kernel.call(SystemCall.PRLIMIT64, 0, resource, 0, limit.address());
        long most = limit.get(JAVA_LONG, 8);
        long allowed = Long.compareUnsigned(value, most) < 0 ? value : most;
        limit.set(JAVA_LONG, 0, allowed);
        limit.set(JAVA_LONG, 8, allowed);
        return limit;
    }

    /// What the spawner does once the child is there.
    List<SpawnerStep> steps(PreparedSpawn child) {
        return steps(child::pid);
    }

    private List<SpawnerStep> steps(IntSupplier pid) {
        long number = SystemCall.PRLIMIT64.number(kernel.architecture());
        return List.of(
                new LimitCall(pid, number, DATA, data),
                new LimitCall(pid, number, PROCESSES, processes));
    }

    /// Limit what the child had started before it was limited itself.
    /// @param child leads a session of its own
    /// @param becoming the steps to the child's user
    /// @throws IOException when not all of it could be limited
    void layOnDescendants(int child, List<SpawnerStep> becoming, SegmentAllocator memory)
            throws IOException {
        if (ProcessEntry.isNewest(child)) {
            return;
        }
        var limited = new HashSet<Long>(List.of((long) child));
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var steps = new ArrayList<>(becoming);
            boolean all = true;
            for (var entry : ProcessEntry.after(child)) {
                if (entry.session() == child && !entry.zombie() && limited.add(entry.pid())) {
                    all = false;
                    if (!isLimited(entry.pid())) {
                        steps.addAll(steps(() -> (int) entry.pid()));
                    }
                }
            }
            if (all) {
                return;
            }
            if (steps.size() > becoming.size()) {
                Spawner.run(steps, memory);
            }
        }
        throw new IOException("it started processes faster than they could be limited");
    }

    /// Whether it was started by one that was limited already.
    private boolean isLimited(long pid) {
        var mark = Long.toUnsignedString(processes.get(JAVA_LONG, 8));
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "limits")).stream()
                    .filter(line -> line.startsWith("Max processes"))
                    .anyMatch(line -> List.of(line.split(" +", -1)).contains(mark));
        } catch (IOException e) {
            return true; // it has ended
        }
    }
}
