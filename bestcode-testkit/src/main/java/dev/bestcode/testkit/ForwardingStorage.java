package dev.bestcode.testkit;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Another storage, call by call. Whoever steps in between overrides the calls that it is about.
public class ForwardingStorage implements KernelStorage {
    private final KernelStorage below;

    public ForwardingStorage(KernelStorage below) {
        this.below = below;
    }

    @Override
    public String name() {
        return below.name();
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        return below.open(path, create);
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
        below.forceDirectory(directory);
    }

    @Override
    public AutoCloseable lock() throws IOException {
        return below.lock();
    }

    /// One of its files, call by call.
    public static class File implements StorageFile {
        private final StorageFile below;

        public File(StorageFile below) {
            this.below = below;
        }

        @Override
        public long size() throws IOException {
            return below.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return below.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            below.write(from, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            below.truncate(size);
        }

        @Override
        public void force() throws IOException {
            below.force();
        }

        @Override
        public void close() throws IOException {
            below.close();
        }
    }
}
