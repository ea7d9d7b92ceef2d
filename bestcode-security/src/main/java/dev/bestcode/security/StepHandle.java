package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// A descriptor that a step opens, for a later step or for whoever holds it after the start.
/// @param place where the step puts it
record StepHandle(LinuxKernel kernel, MemorySegment place) implements AutoCloseable {
    /// In place of a descriptor.
    private static final int NONE = -1;

    StepHandle {
        place.set(JAVA_INT_UNALIGNED, 0, NONE);
    }

    /// One that outlives the start.
    static StepHandle lasting(LinuxKernel kernel) {
        return new StepHandle(kernel, Arena.ofAuto().allocate(JAVA_INT_UNALIGNED));
    }

    /// The step.
    PreparedCall opening(SegmentAllocator memory, String what, String path, int flags) {
        return kernel.prepare(
                        what,
                        SystemCall.OPENAT,
                        Flags.AT_FDCWD,
                        memory.allocateFrom(path).address(),
                        flags | Flags.O_CLOEXEC,
                        0)
                .into(place);
    }

    /// Nothing to do where the step was not reached.
    @Override
    public void close() {
        int descriptor = place.get(JAVA_INT_UNALIGNED, 0);
        if (descriptor >= 0) {
            new Descriptor(kernel, descriptor).close();
        }
    }
}
