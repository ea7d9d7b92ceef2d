package dev.bestcode.tools;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's functions beneath directory handles, bound one by one when first used, since
/// each costs milliseconds. All take the segment that keeps `errno` first.
@SuppressWarnings("restricted") // calling the system is what this class is for
final class LinuxCalls {
    static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private LinuxCalls() {}

    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static MethodHandle bound(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        var address =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the C library has no function " + name));
        return linker.downcallHandle(address, type, Linker.Option.captureCallState("errno"));
    }

    /// `long syscall(long number, int directory, const char *name, struct open_how *how, size_t)`
    static final class OpenAt2 {
        static final MethodHandle CALL =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                                FunctionDescriptor.of(LONG, LONG, INT, POINTER, POINTER, LONG),
                                Linker.Option.firstVariadicArg(1),
                                Linker.Option.captureCallState("errno"));

        private OpenAt2() {}
    }

    /// `int openat(int directory, const char *name, int flags, mode_t mode)`
    static final class OpenAt {
        static final MethodHandle CALL =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().find("openat").orElseThrow(),
                                FunctionDescriptor.of(INT, INT, POINTER, INT, INT),
                                Linker.Option.firstVariadicArg(3),
                                Linker.Option.captureCallState("errno"));

        private OpenAt() {}
    }

    /// `int statx(int directory, const char *name, int flags, unsigned mask, struct statx *)`
    static final class StatX {
        static final MethodHandle CALL =
                bound("statx", FunctionDescriptor.of(INT, INT, POINTER, INT, INT, POINTER));

        private StatX() {}
    }

    /// `ssize_t getdents64(int directory, void *buffer, size_t bytes)`
    static final class GetDents {
        static final MethodHandle CALL =
                bound("getdents64", FunctionDescriptor.of(LONG, INT, POINTER, LONG));

        private GetDents() {}
    }

    /// `ssize_t readlinkat(int directory, const char *name, char *buffer, size_t bytes)`
    static final class ReadLinkAt {
        static final MethodHandle CALL =
                bound("readlinkat", FunctionDescriptor.of(LONG, INT, POINTER, POINTER, LONG));

        private ReadLinkAt() {}
    }

    /// `int mkdirat(int directory, const char *name, mode_t mode)`
    static final class MakeDirectoryAt {
        static final MethodHandle CALL =
                bound("mkdirat", FunctionDescriptor.of(INT, INT, POINTER, INT));

        private MakeDirectoryAt() {}
    }

    /// `int renameat(int directory, const char *from, int to_directory, const char *to)`
    static final class RenameAt {
        static final MethodHandle CALL =
                bound("renameat", FunctionDescriptor.of(INT, INT, POINTER, INT, POINTER));

        private RenameAt() {}
    }

    /// `int unlinkat(int directory, const char *name, int flags)`
    static final class UnlinkAt {
        static final MethodHandle CALL =
                bound("unlinkat", FunctionDescriptor.of(INT, INT, POINTER, INT));

        private UnlinkAt() {}
    }

    /// `int symlinkat(const char *target, int directory, const char *name)`
    static final class SymLinkAt {
        static final MethodHandle CALL =
                bound("symlinkat", FunctionDescriptor.of(INT, POINTER, INT, POINTER));

        private SymLinkAt() {}
    }

    /// `ssize_t read(int file, void *buffer, size_t bytes)`
    static final class Read {
        static final MethodHandle CALL =
                bound("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));

        private Read() {}
    }

    /// `ssize_t write(int file, const void *buffer, size_t bytes)`
    static final class Write {
        static final MethodHandle CALL =
                bound("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));

        private Write() {}
    }

    /// `ssize_t pread(int file, void *buffer, size_t bytes, off_t position)`
    static final class ReadAt {
        static final MethodHandle CALL =
                bound("pread", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));

        private ReadAt() {}
    }

    /// `ssize_t pwrite(int file, const void *buffer, size_t bytes, off_t position)`
    static final class WriteAt {
        static final MethodHandle CALL =
                bound("pwrite", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));

        private WriteAt() {}
    }

    /// `int ftruncate(int file, off_t bytes)`
    static final class Truncate {
        static final MethodHandle CALL = bound("ftruncate", FunctionDescriptor.of(INT, INT, LONG));

        private Truncate() {}
    }

    /// `int fsync(int file)`
    static final class FSync {
        static final MethodHandle CALL = bound("fsync", FunctionDescriptor.of(INT, INT));

        private FSync() {}
    }

    /// `int flock(int file, int operation)`
    static final class FLock {
        static final MethodHandle CALL = bound("flock", FunctionDescriptor.of(INT, INT, INT));

        private FLock() {}
    }

    /// `int fchmod(int file, mode_t mode)`
    static final class FChMod {
        static final MethodHandle CALL = bound("fchmod", FunctionDescriptor.of(INT, INT, INT));

        private FChMod() {}
    }

    /// `int fchown(int file, uid_t owner, gid_t group)`
    static final class FChOwn {
        static final MethodHandle CALL = bound("fchown", FunctionDescriptor.of(INT, INT, INT, INT));

        private FChOwn() {}
    }

    /// `int close(int file)`
    static final class Close {
        static final MethodHandle CALL = bound("close", FunctionDescriptor.of(INT, INT));

        private Close() {}
    }
}
