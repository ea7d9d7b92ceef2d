package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The index of a complete segment that nobody has asked yet. An open reads its header alone, so it
/// does not grow with history; the first look-up reads and checks the rest, and makes the index
/// again from the segment where it is damaged.
final class LazyIndex implements SegmentIndex {
    private final ReentrantLock lock = new ReentrantLock();
    private final KernelStorage storage;
    private final String path;
    private final StorageFile segment;
    private final SegmentHeader header;
    private final long lastLsn;
    private final boolean owner;
    private volatile Optional<SegmentIndex> loaded = Optional.empty();

    /// @param owner whether a remade index may be written
    LazyIndex(
            KernelStorage storage,
            String path,
            StorageFile segment,
            SegmentHeader header,
            long lastLsn,
            boolean owner) {
        this.storage = storage;
        this.path = path;
        this.segment = segment;
        this.header = header;
        this.lastLsn = lastLsn;
        this.owner = owner;
    }

    private SegmentIndex index() throws IOException {
        var present = loaded;
        return present.isPresent() ? present.get() : load();
    }

    private SegmentIndex load() throws IOException {
        lock.lock();
        try {
            if (loaded.isEmpty()) {
                loaded = Optional.of(read());
            }
            return loaded.get();
        } finally {
            lock.unlock();
        }
    }

    private SegmentIndex read() throws IOException {
        try {
            return SealedIndex.open(storage, path, header);
        } catch (IOException | KernelException derived) { // the segment has all that it had
            return IndexFiles.make(storage, path, segment, header, owner);
        }
    }

    @Override
    public long lastLsn() {
        return lastLsn;
    }

    @Override
    public long position(long lsn) throws IOException {
        return index().position(lsn);
    }

    @Override
    public long message(long id) throws IOException {
        return index().message(id);
    }

    @Override
    public long finish(long message) throws IOException {
        return index().finish(message);
    }

    @Override
    public long end(long thread) throws IOException {
        return index().end(thread);
    }

    @Override
    public void close() throws IOException {
        var present = loaded;
        if (present.isPresent()) {
            present.get().close();
        }
    }
}
