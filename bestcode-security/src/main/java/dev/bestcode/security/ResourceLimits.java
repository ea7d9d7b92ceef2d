package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.bestcode.api.security.Sandbox.Limits;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.HashSet;

/// Limits of the kernel for one process and those it starts, each by itself: less than a control
/// group, where none may be made.
///
/// They are laid on the child from outside, when it has been started: on a thread of ours they
/// would
/// hold us, and a program in between costs as much as the start. What the child has started by then
/// is looked for until all of its session have them; one that starts processes faster than that is
/// ended.
///
/// Not the size of the address space, which Java, Node and Go reserve freely; what a process may
/// write is limited instead. The number of processes is that of all of the user's, threads
/// included,
/// so those that there are on the machine are added.
/// @see "prlimit(2)"
final class ResourceLimits {
    private static final int DATA = 2;
    private static final int PROCESSES = 6;
    private static final int ROUNDS_MAX = 50;

    private ResourceLimits() {}

    /// @param child leads a session of its own
    /// @throws IOException when not all of it could be limited
    static void lay(LinuxKernel kernel, long child, Limits limits) throws IOException {
        long processes = ProcessEntry.tasks() + limits.processes();
        var limited = new HashSet<Long>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            boolean all = true;
            for (var entry : ProcessEntry.after(child)) {
                if (entry.session() == child && limited.add(entry.pid())) {
                    set(kernel, entry.pid(), DATA, limits.memoryBytes());
                    set(kernel, entry.pid(), PROCESSES, processes);
                    all = false;
                }
            }
            if (all) {
                return;
            }
        }
        throw new IOException("it started processes faster than they could be limited");
    }

    private static void set(LinuxKernel kernel, long pid, int resource, long value)
            throws IOException {
        try (var arena = Arena.ofConfined()) {
            var limit = arena.allocate(16, 8);
            limit.set(JAVA_LONG, 0, value);
            limit.set(JAVA_LONG, 8, value);
            long result = kernel.call(SystemCall.PRLIMIT64, pid, resource, limit.address(), 0);
            if (result < 0 && result != -Errno.ESRCH) { // it may have ended
                throw new StepFailedException("limiting a process", (int) -result);
            }
        }
    }
}
