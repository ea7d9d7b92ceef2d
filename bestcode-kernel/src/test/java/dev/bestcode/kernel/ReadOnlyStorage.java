package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;

/// Another storage, of which nothing can be changed, nor locked.
record ReadOnlyStorage(KernelStorage of) implements KernelStorage {
    @Override
    public String name() {
        return of.name();
    }

    @Override
    public StorageFile open(String path, boolean create) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return new ReadOnly(of.openForReading(path));
    }

    @Override
    public boolean exists(String path) throws IOException {
        return of.exists(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return of.list(directory);
    }

    @Override
    public void rename(String from, String to) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void delete(String path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void forceDirectory(String directory) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public AutoCloseable lock() {
        throw new ReadOnlyFileSystemException();
    }

    private record ReadOnly(StorageFile of) implements StorageFile {
        @Override
        public long size() throws IOException {
            return of.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return of.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void truncate(long size) {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void force() {
            throw new ReadOnlyFileSystemException();
        }

        @Override
        public void close() throws IOException {
            of.close();
        }
    }
}
