package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.bestcode.api.security.Sandbox.Limits;

import java.io.IOException;
import java.lang.foreign.Arena;

/// Limits of the kernel for one process and those it starts, each by itself: less than a control
/// group, where none may be made. Set on the child, never on us.
///
/// Not the size of the address space, which Java, Node and Go reserve freely; what a process may
/// write is limited instead.
final class ResourceLimits {
    private static final int WRITABLE_MEMORY = 2;
    private static final int PROCESSES_OF_USER = 6;

    private ResourceLimits() {}

    static void set(LinuxKernel kernel, int pid, Limits limits) throws IOException {
        set(kernel, pid, WRITABLE_MEMORY, limits.memoryBytes());
        long ours = ProcessEntry.all().size();
        set(kernel, pid, PROCESSES_OF_USER, ours + limits.processes());
    }

    private static void set(LinuxKernel kernel, int pid, int resource, long most)
            throws IOException {
        try (var arena = Arena.ofConfined()) {
            var limit = arena.allocate(16, 8);
            limit.set(JAVA_LONG, 0, most);
            limit.set(JAVA_LONG, 8, most);
            long result = kernel.call(SystemCall.PRLIMIT64, pid, resource, limit.address(), 0);
            if (result < 0 && result != -Errno.ESRCH) {
                throw new StepFailedException("limiting process " + pid, (int) -result);
            }
        }
    }
}
