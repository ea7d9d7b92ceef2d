package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Storage on the heap. A closed kernel can be opened again on the same object; nothing outlives
/// it, so a force has nothing to do.
final class MemoryStorage implements KernelStorage {
    private final Map<String, MemoryFile> files = new ConcurrentSkipListMap<>();
    private final AtomicBoolean locked = new AtomicBoolean();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public StorageFile open(String path, boolean create) throws NoSuchFileException {
        return create ? files.computeIfAbsent(path, _ -> new MemoryFile()) : require(path);
    }

    @Override
    public StorageFile openForReading(String path) throws NoSuchFileException {
        return new MemoryReader(path, require(path));
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path);
    }

    @Override
    public List<String> list(String directory) {
        var prefix = directory.isEmpty() ? "" : directory + "/";
        return files.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .sorted() // paths are, but "a-b/c" comes before "a/b"
                .toList();
    }

    @Override
    public void rename(String from, String to) throws NoSuchFileException {
        files.put(to, require(from));
        if (!from.equals(to)) {
            files.remove(from);
        }
    }

    @Override
    public void delete(String path) throws NoSuchFileException {
        require(path);
        files.remove(path);
    }

    private MemoryFile require(String path) throws NoSuchFileException {
        var file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path);
        }
        return file;
    }

    @Override
    public void forceDirectory(String directory) {}

    @Override
    public AutoCloseable lock() {
        if (!locked.compareAndSet(false, true)) {
            throw new KernelLockedException(
                    "this memory is in use by another kernel of this process; close it first");
        }
        var held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                locked.set(false);
            }
        };
    }

    private record MemoryReader(String path, MemoryFile file) implements ReadOnlyFile {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            return file.read(into, position);
        }

        @Override
        public void close() {}
    }

    private static final class MemoryFile implements StorageFile {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private byte[] bytes = new byte[0];
        private int size;

        @Override
        public long size() {
            lock.readLock().lock();
            try {
                return size;
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public int read(ByteBuffer into, long position) {
            lock.readLock().lock();
            try {
                if (position >= size) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), size - position);
                into.put(bytes, (int) position, count);
                return count;
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public void write(ByteBuffer from, long position) {
            lock.writeLock().lock();
            try {
                int end = Math.toIntExact(position + from.remaining());
                if (end > bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length / 2 * 3));
                }
                size = Math.max(size, end);
                from.get(bytes, (int) position, from.remaining());
            } finally {
                lock.writeLock().unlock();
            }
        }

        @Override
        public void truncate(long newSize) {
            lock.writeLock().lock();
            try {
                if (newSize < size) {
                    Arrays.fill(bytes, (int) newSize, size, (byte) 0);
                    size = (int) newSize;
                }
            } finally {
                lock.writeLock().unlock();
            }
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
