package dev.bestcode.tools;

import dev.bestcode.tools.Attributes.Kind;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// An open file descriptor, and what may be asked of it. Closed once, whoever closes it.
final class LinuxHandle implements Closeable {
    private static final long STATX_BYTES = 256;

    /// Type, mode, owner, times, inode, size.
    private static final int STATX_BASIC = 0x7FF;

    /// From outside every directory: the path has to be absolute.
    private static final int NO_DIRECTORY = -100;

    private final int number;
    private final String file;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LinuxHandle(int number, String file) {
        this.number = number;
        this.file = file;
    }

    int number() {
        return number;
    }

    /// For messages.
    String file() {
        return file;
    }

    /// What `struct statx` says, and what a write has to give back.
    /// @param names how many the file has
    record Status(
            Attributes attributes, int mode, int owner, int group, int names, FileTime changed) {}

    interface Call {
        long result(Arena arena, MemorySegment state) throws Throwable;
    }

    /// Make a system call.
    /// @return its result, or `-errno`
    static long call(Call call) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(LinuxCalls.STATE);
            long result = call.result(arena, state);
            return result < 0 ? -LinuxCalls.errno(state) : result;
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a foreign function threw", e);
        }
    }

    static long checked(String file, Call call) throws IOException {
        long result;
        do {
            result = call(call);
        } while (result == -SystemError.INTERRUPTED);
        if (result < 0) {
            throw SystemError.of((int) -result, file);
        }
        return result;
    }

    static MemorySegment name(Arena arena, String name) throws IOException {
        var bytes =
                FileNames.encode(name)
                        .orElseThrow(
                                () -> new FileSystemException(name, null, "it is no file name"));
        var segment = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    static LinuxHandle open(String path, int flags) throws IOException {
        return opened(path, NO_DIRECTORY, path, flags, 0);
    }

    /// Open a name of this directory by `openat2`, which crosses no mount and follows no link;
    /// where a sandbox does not let it through, by `openat`, which for a single name follows no
    /// link either, and devices are compared afterwards.
    LinuxHandle openAt(String name, int flags, int mode) throws IOException {
        var path = file + "/" + name;
        long result =
                call(
                        (arena, state) -> {
                            var how = arena.allocate(24, 8);
                            how.set(ValueLayout.JAVA_LONG, 0, flags & 0xFFFFFFFFL);
                            how.set(ValueLayout.JAVA_LONG, 8, mode);
                            how.set(
                                    ValueLayout.JAVA_LONG,
                                    16,
                                    LinuxFlags.RESOLVE_BENEATH
                                            | LinuxFlags.RESOLVE_NO_MAGICLINKS
                                            | LinuxFlags.RESOLVE_NO_SYMLINKS
                                            | LinuxFlags.RESOLVE_NO_XDEV);
                            return (long)
                                    LinuxCalls.OpenAt2.CALL.invokeExact(
                                            state,
                                            LinuxFlags.OPENAT2,
                                            number,
                                            name(arena, name),
                                            how,
                                            24L);
                        });
        if (result == -SystemError.NO_SYSTEM_CALL || result == -SystemError.NOT_PERMITTED) {
            return opened(path, number, name, flags, mode);
        }
        if (result == -SystemError.AGAIN) { // it may be asked again after a rename in the way
            return openAt(name, flags, mode);
        }
        if (result < 0) {
            throw SystemError.of((int) -result, path);
        }
        return new LinuxHandle((int) result, path);
    }

    private static LinuxHandle opened(String path, int directory, String name, int flags, int mode)
            throws IOException {
        long result =
                checked(
                        path,
                        (arena, state) ->
                                (int)
                                        LinuxCalls.OpenAt.CALL.invokeExact(
                                                state, directory, name(arena, name), flags, mode));
        return new LinuxHandle((int) result, path);
    }

    Status status() throws IOException {
        return statusAt("", LinuxFlags.AT_EMPTY_PATH)
                .orElseThrow(() -> SystemError.of(SystemError.NO_ENTRY, file));
    }

    /// Of a name in this directory; of a link, the link itself. Empty when there is nothing.
    Optional<Status> statusAt(String name) throws IOException {
        return statusAt(name, LinuxFlags.AT_SYMLINK_NOFOLLOW);
    }

    private Optional<Status> statusAt(String name, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(STATX_BYTES, 8);
            long result =
                    call(
                            (own, state) ->
                                    (int)
                                            LinuxCalls.StatX.CALL.invokeExact(
                                                    state,
                                                    number,
                                                    name(own, name),
                                                    flags,
                                                    STATX_BASIC,
                                                    buffer));
            if (result == -SystemError.NO_ENTRY) {
                return Optional.empty();
            }
            if (result < 0) {
                throw SystemError.of((int) -result, name.isEmpty() ? file : file + "/" + name);
            }
            return Optional.of(status(buffer));
        }
    }

    /// @see "Linux, include/uapi/linux/stat.h, struct statx"
    private static Status status(MemorySegment statx) {
        int mode = statx.get(ValueLayout.JAVA_SHORT, 28) & 0xFFFF;
        long device =
                ((long) statx.get(ValueLayout.JAVA_INT, 136) << 32)
                        | (statx.get(ValueLayout.JAVA_INT, 140) & 0xFFFFFFFFL);
        var attributes =
                new Attributes(
                        kind(mode),
                        statx.get(ValueLayout.JAVA_LONG, 40),
                        time(statx, 112),
                        new Key(device, statx.get(ValueLayout.JAVA_LONG, 32)),
                        device);
        return new Status(
                attributes,
                mode & 07777,
                statx.get(ValueLayout.JAVA_INT, 20),
                statx.get(ValueLayout.JAVA_INT, 24),
                statx.get(ValueLayout.JAVA_INT, 16),
                time(statx, 96));
    }

    private static FileTime time(MemorySegment statx, int at) {
        long seconds = statx.get(ValueLayout.JAVA_LONG, at);
        int nanos = statx.get(ValueLayout.JAVA_INT, at + 8);
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }

    private record Key(long device, long inode) {}

    private static Kind kind(int mode) {
        return switch (mode & 0xF000) {
            case 0x8000 -> Kind.FILE;
            case 0x4000 -> Kind.DIRECTORY;
            case 0xA000 -> Kind.LINK;
            default -> Kind.SPECIAL;
        };
    }

    /// Hold the file by `flock`, without waiting.
    OpenFile.Claim claim() {
        long result =
                call(
                        (_, state) ->
                                (int)
                                        LinuxCalls.FLock.CALL.invokeExact(
                                                state, number, LinuxFlags.LOCK_EX_NB));
        return result == 0
                ? OpenFile.Claim.GOT
                : result == -SystemError.AGAIN ? OpenFile.Claim.HELD : OpenFile.Claim.UNKNOWN;
    }

    void force() throws IOException {
        checked(file, (_, state) -> (int) LinuxCalls.FSync.CALL.invokeExact(state, number));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // What close reports was reported by force; the number is free either way.
            call((_, state) -> (int) LinuxCalls.Close.CALL.invokeExact(state, number));
        }
    }
}
