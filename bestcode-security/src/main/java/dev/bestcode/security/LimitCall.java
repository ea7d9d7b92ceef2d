package dev.bestcode.security;

import java.lang.foreign.MemorySegment;
import java.util.function.IntSupplier;

/// The step in which a spawner limits a process. It may, because it is that one's user by then,
/// which we are not.
/// @param pid of the process, which may not be there before the step
/// @param number of the system call
/// @param limit a `struct rlimit64`
record LimitCall(IntSupplier pid, long number, int resource, MemorySegment limit)
        implements SpawnerStep {
    @Override
    public String what() {
        return "limiting the program";
    }

    @Override
    public long make(MemorySegment state) {
        long result =
                Native.call(state, number, pid.getAsInt(), resource, limit.address(), 0, 0, 0);
        return result == -Errno.ESRCH ? 0 : result; // it has ended already
    }
}
