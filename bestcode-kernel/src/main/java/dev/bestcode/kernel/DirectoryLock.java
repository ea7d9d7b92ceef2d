package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelLockedException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The lock of a data directory: an operating system lock on a file that says who holds it.
///
/// POSIX drops a process's locks on a file when the process closes any descriptor of that file. So
/// the file is opened at most once in this JVM: who holds what is looked up first, by the file's
/// own key, which links and other names of the same directory share.
/// @see "IEEE Std 1003.1, fcntl, F_SETLK"
final class DirectoryLock implements AutoCloseable {
    /// Static because the operating system's rule is about the process, not about an object of it.
    private static final ReentrantLock REGISTRY_LOCK = new ReentrantLock();

    private static final Map<Object, String> HOLDERS = new HashMap<>();

    /// More than any holder line takes.
    private static final int HOLDER_BYTES_MAX = 256;

    private final FileChannel channel;
    private final Object key;

    private DirectoryLock(FileChannel channel, Object key) {
        this.channel = channel;
        this.key = key;
    }

    /// @throws KernelLockedException naming the holder
    static DirectoryLock take(Path file) throws IOException {
        REGISTRY_LOCK.lock();
        try {
            var holder = Files.exists(file) ? HOLDERS.get(key(file)) : null;
            if (holder != null) {
                throw held(file, holder + ", this process");
            }
            return takeInThisProcess(file);
        } finally {
            REGISTRY_LOCK.unlock();
        }
    }

    private static DirectoryLock takeInThisProcess(Path file) throws IOException {
        var options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        var channel = FileChannel.open(file, options, OwnerOnly.file(file));
        try {
            if (channel.tryLock() == null) {
                throw held(file, readHolder(channel));
            }
            var holder = describeThisProcess();
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(holder), 0);
            var key = key(file);
            HOLDERS.put(key, holder);
            return new DirectoryLock(channel, key);
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
            HOLDERS.remove(key);
            channel.close();
        } finally {
            REGISTRY_LOCK.unlock();
        }
    }
}
