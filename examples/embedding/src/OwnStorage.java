import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A storage of one's own below the kernel: another one, with a count of what was forced to stable
/// storage. `KernelStorageContract` of `bestcode-testkit` says what a storage owes the kernel.
final class OwnStorage implements KernelStorage {
    private final KernelStorage below;
    private final AtomicLong forces = new AtomicLong();

    OwnStorage(KernelStorage below) {
        this.below = below;
    }

    long forces() {
        return forces.get();
    }

    @Override
    public String name() {
        return "counted " + below.name();
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        return new Counted(below.open(path, create));
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return below.openForReading(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return below.exists(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return below.list(directory);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        below.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        below.delete(path);
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        forces.incrementAndGet();
        below.forceDirectory(directory);
    }

    @Override
    public AutoCloseable lock() throws IOException {
        return below.lock();
    }

    private final class Counted implements StorageFile {
        private final StorageFile file;

        Counted(StorageFile file) {
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
            file.write(from, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            forces.incrementAndGet();
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
