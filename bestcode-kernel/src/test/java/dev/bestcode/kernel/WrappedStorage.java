package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.List;

/// Another storage, for a test to step in between.
class WrappedStorage implements KernelStorage {
    private final KernelStorage below;

    WrappedStorage(KernelStorage below) {
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
}
