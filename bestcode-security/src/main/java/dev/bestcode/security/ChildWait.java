package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.bestcode.api.security.Sandbox.Exit;

import java.lang.foreign.Arena;

/// Waiting for children that `posix_spawn` made. It blocks the calling thread in the kernel, so
/// that must be a platform thread.
final class ChildWait {
    private static final int INFO_BYTES = 128;
    private static final int CODE_AT = 8;
    private static final int STATUS_AT = 24;

    private ChildWait() {}

    /// Wait until a child has ended, and leave it as it is, so that nobody else gets its number.
    static Exit await(LinuxKernel kernel, int pid) {
        return waitFor(kernel, pid, Flags.WAIT_EXITED | Flags.WAIT_LEAVE);
    }

    /// Collect a child once it has ended.
    static Exit reap(LinuxKernel kernel, int pid) {
        return waitFor(kernel, pid, Flags.WAIT_EXITED);
    }

    private static Exit waitFor(LinuxKernel kernel, int pid, int options) {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(INFO_BYTES, 8);
            long result;
            do {
                result =
                        kernel.call(
                                SystemCall.WAITID,
                                Flags.WAIT_BY_PID,
                                pid,
                                info.address(),
                                options,
                                0);
            } while (result == -Errno.EINTR);
            int status = info.get(JAVA_INT, STATUS_AT);
            return info.get(JAVA_INT, CODE_AT) == Flags.CHILD_EXITED
                    ? new Exit.Exited(status)
                    : new Exit.Signalled(status);
        }
    }
}
