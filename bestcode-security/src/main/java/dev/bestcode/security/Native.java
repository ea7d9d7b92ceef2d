package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The functions of the C library that the walls are raised with. Using this class where one is
/// missing, or where native access was not granted to this module, is an error: [LinuxKernel] asks
/// first.
@SuppressWarnings("restricted") // granted to this module by whoever starts Java
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    static final MethodHandle SYSCALL =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1),
                    Linker.Option.captureCallState("errno"));
    static final MethodHandle POSIX_SPAWN =
            function("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle ACTIONS_INIT = function("posix_spawn_file_actions_init", ADDRESS);
    static final MethodHandle ACTIONS_DESTROY =
            function("posix_spawn_file_actions_destroy", ADDRESS);
    static final MethodHandle ADD_OPEN =
            function(
                    "posix_spawn_file_actions_addopen",
                    ADDRESS,
                    JAVA_INT,
                    ADDRESS,
                    JAVA_INT,
                    JAVA_INT);
    static final MethodHandle ADD_DUP2 =
            function("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle ADD_CHDIR =
            function("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
    static final MethodHandle ADD_CLOSE_FROM =
            function("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    static final MethodHandle ATTRIBUTES_INIT = function("posix_spawnattr_init", ADDRESS);
    static final MethodHandle SET_FLAGS = function("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    static final MethodHandle SET_DEFAULT_SIGNALS =
            function("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
    static final MethodHandle SET_MASK = function("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);

    private Native() {}

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// Room for the error of calls of one thread.
    static MemorySegment state(SegmentAllocator memory) {
        return memory.allocate(STATE);
    }

    /// Make a system call.
    /// @return its result, or its error as a negative number
    static long call(
            MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable unexpected) {
            throw new IllegalStateException("syscall " + number + " cannot be called", unexpected);
        }
    }
}
