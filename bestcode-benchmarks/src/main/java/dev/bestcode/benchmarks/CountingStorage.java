package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Storage that counts what a kernel asks of it.
final class CountingStorage implements KernelStorage {
    private final KernelStorage storage;
    private final LongAdder forces = new LongAdder();
    private final LongAdder writtenBytes = new LongAdder();
    private final LongAdder zeroBytes = new LongAdder();

    CountingStorage(KernelStorage storage) {
        this.storage = storage;
    }

    /// Forces of files, so far.
    long forces() {
        return forces.sum();
    }

    /// Bytes of all writes that held more than zeros, so far.
    long writtenBytes() {
        return writtenBytes.sum();
    }

    /// Bytes of all writes that held zeros alone: space that is prepared.
    long zeroBytes() {
        return zeroBytes.sum();
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        return new CountingFile(storage.open(path, create));
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return storage.openForReading(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return storage.exists(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        storage.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        storage.forceDirectory(directory);
    }

    @Override
    public AutoCloseable lock() throws IOException {
        return storage.lock();
    }

    private final class CountingFile implements StorageFile {
        private final StorageFile file;

        CountingFile(StorageFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            (isZero(from) ? zeroBytes : writtenBytes).add(from.remaining());
            file.write(from, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            forces.increment();
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /// Looks at the begin alone: a record starts with its length, a file with its name.
    private static boolean isZero(ByteBuffer bytes) {
        int end = Math.min(bytes.limit(), bytes.position() + 64);
        for (int i = bytes.position(); i < end; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
