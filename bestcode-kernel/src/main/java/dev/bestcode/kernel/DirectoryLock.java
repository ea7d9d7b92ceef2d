package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelLockedException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The lock of a data directory: operating system locks on a file that says who holds it.
///
/// Of two bytes, which need not exist, the first makes its holder the owner, and the second shows
/// that there is one. Who only asks touches the second alone; an owner that meets him there waits
/// out that moment, so asking never makes a directory look owned.
///
/// POSIX drops a process's locks on a file when the process closes any descriptor of that file. So
/// the file is opened at most once in this JVM: who holds what is looked up first, by the file's
/// own key, which links and other names of the same directory share.
/// @see "IEEE Std 1003.1, fcntl, F_SETLK"
final class DirectoryLock implements AutoCloseable {
    /// Static because the operating system's rule is about the process, not about an object of it.
    private static final ReentrantLock REGISTRY_LOCK = new ReentrantLock();

    private static final Map<Object, DirectoryLock> HELD = new HashMap<>();

    private static final long OWNER_BYTE = Long.MAX_VALUE - 2;

    private static final long PRESENCE_BYTE = Long.MAX_VALUE - 1;

    /// More than any holder line takes.
    private static final int HOLDER_BYTES_MAX = 256;

    private final FileChannel channel;
    private final Object key;
    private final String holder;

    private DirectoryLock(FileChannel channel, Object key, String holder) {
        this.channel = channel;
        this.key = key;
        this.holder = holder;
    }

    /// @throws KernelLockedException naming the holder
    static DirectoryLock take(Path file) throws IOException {
        REGISTRY_LOCK.lock();
        try {
            var mine = heldHere(file);
            if (mine.isPresent()) {
                throw held(file, mine.get().holder + ", this process");
            }
            return takeInThisProcess(file);
        } finally {
            REGISTRY_LOCK.unlock();
        }
    }

    /// @return how the owner describes itself, empty when there is none
    static Optional<String> holder(Path file) throws IOException {
        REGISTRY_LOCK.lock(); // this process must not become the owner while the file is open here
        try {
            var mine = heldHere(file);
            return mine.isPresent() ? Optional.of(mine.get().holder) : heldElsewhere(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } finally {
            REGISTRY_LOCK.unlock();
        }
    }

    private static Optional<String> heldElsewhere(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var free = channel.tryLock(PRESENCE_BYTE, 1, true)) {
            return free == null ? Optional.of(readHolder(channel)) : Optional.empty();
        }
    }

    private static Optional<DirectoryLock> heldHere(Path file) throws IOException {
        return Files.exists(file) ? Optional.ofNullable(HELD.get(key(file))) : Optional.empty();
    }

    private static DirectoryLock takeInThisProcess(Path file) throws IOException {
        var options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        var channel = FileChannel.open(file, options, OwnerOnly.file(file));
        try {
            if (channel.tryLock(OWNER_BYTE, 1, false) == null) {
                throw held(file, readHolder(channel));
            }
            var holder = describeThisProcess();
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(holder), 0);
            channel.lock(PRESENCE_BYTE, 1, false);
            var lock = new DirectoryLock(channel, key(file), holder);
            HELD.put(lock.key, lock);
            return lock;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Object key(Path file) throws IOException {
        var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key;
    }

    private static String describeThisProcess() {
        var process = ProcessHandle.current();
        var started = process.info().startInstant().map(Object::toString).orElse("unknown");
        return "process " + process.pid() + ", started " + started;
    }

    private static String readHolder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(HOLDER_BYTES_MAX);
        channel.read(bytes, 0);
        var holder = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
        return holder.isEmpty() ? "a process that has just started" : holder;
    }

    private static KernelLockedException held(Path file, String holder) {
        return new KernelLockedException(
                "%s is in use by %s. Wait for it to end, end it, or use another data directory."
                        .formatted(file.getParent(), holder));
    }

    @Override
    public void close() throws IOException {
        REGISTRY_LOCK.lock();
        try {
            HELD.remove(key, this);
            channel.close();
        } finally {
            REGISTRY_LOCK.unlock();
        }
    }
}
