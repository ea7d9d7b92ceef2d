package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.testkit.ForwardingStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.ReadOnlyFileSystemException;

/// Another storage, of which nothing can be changed, nor locked.
final class ReadOnlyStorage extends ForwardingStorage {
    ReadOnlyStorage(KernelStorage of) {
        super(of);
    }

    @Override
    public StorageFile open(String path, boolean create) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return new ReadOnly(super.openForReading(path));
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

    private static final class ReadOnly extends File {
        ReadOnly(StorageFile of) {
            super(of);
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
    }
}
