package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelFullException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Content too large for the log, one file each, named by its SHA-256. A file has its name only
/// once it is whole and forced.
///
/// What a commit puts is pinned until that commit has ended, what others put until the kernel is
/// closed, so that no clean-up takes it away before something names it.
final class BlobStore implements ContentStore, BlobSource, AutoCloseable {
    private final KernelStorage storage;
    private final ReentrantLock lock = new ReentrantLock();

    /// Whole, forced, and their names too.
    private final Set<Digest> present = new HashSet<>();

    private final Map<Digest, Integer> pins = new HashMap<>();

    /// Whether the folder's own name is on stable storage, for all that this process knows.
    private boolean folderForced;

    private boolean closed;

    private volatile Optional<Supplier<State>> newest = Optional.empty();

    BlobStore(KernelStorage storage) {
        this.storage = storage;
    }

    /// Learn what is there, and delete what a crash left unfinished or unneeded.
    /// @param published the newest state, whenever it is asked for
    void recover(Supplier<State> published) throws IOException {
        newest = Optional.of(published);
        var needed = published.get().neededBlobs();
        boolean changed = false;
        for (var name : storage.list(BlobFile.DIRECTORY)) {
            var blob = BlobFile.parse(name);
            if (blob.filter(needed::contains).isPresent()) {
                present.add(blob.get());
            } else if (blob.isPresent() || BlobFile.isInMaking(name)) {
                storage.delete(BlobFile.DIRECTORY + "/" + name);
                changed = true;
            }
        }
        if (changed || !present.isEmpty()) {
            storage.forceDirectory(BlobFile.DIRECTORY);
        }
    }

    @Override
    public Sha256 put(Bytes content) {
        return pin(content).toSha256();
    }

    /// Store content and pin it; [#unpin] takes the pin back.
    /// @throws KernelFullException when it cannot be stored
    Digest pin(Bytes content) {
        var blob = Digest.ofContent(content);
        lock.lock();
        try {
            if (closed) {
                throw new KernelException("the kernel is closed; open it again to store content");
            }
            if (!present.contains(blob)) {
                Uninterruptibly.write(() -> write(blob, content));
                present.add(blob);
            }
            pins.merge(blob, 1, Integer::sum);
            return blob;
        } catch (IOException e) {
            throw new KernelFullException(
                    "%s: %,d bytes of content cannot be stored (%s). Nothing has changed; make room, then try again."
                            .formatted(storage.name(), content.size(), e.getMessage()),
                    e);
        } finally {
            lock.unlock();
        }
    }

    private void write(Digest blob, Bytes content) throws IOException {
        BlobFile.write(storage, blob, content);
        if (!folderForced) {
            storage.forceDirectory("");
            folderForced = true;
        }
    }

    void unpin(Digest blob) {
        lock.lock();
        try {
            pins.computeIfPresent(blob, (_, count) -> count > 1 ? count - 1 : null);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Bytes> get(Sha256 sha256) {
        return find(Digest.of(sha256));
    }

    @Override
    public Optional<Bytes> find(Digest blob) {
        return BlobFile.read(storage, blob);
    }

    /// Whether the newest state names it; what only older ones name may have been dropped.
    @Override
    public boolean needs(Digest blob) {
        return newest.map(state -> state.get().neededBlobs().contains(blob)).orElse(true);
    }

    /// Delete those that nobody needs.
    /// @param newest the state after all commits so far, on stable storage
    void deleteUnneeded(State newest) throws IOException {
        lock.lock();
        try {
            var needed = newest.neededBlobs();
            var unneeded =
                    present.stream()
                            .filter(blob -> !pins.containsKey(blob) && !needed.contains(blob))
                            .toList();
            for (var blob : unneeded) {
                storage.delete(BlobFile.path(blob));
                present.remove(blob);
            }
            if (!unneeded.isEmpty()) {
                storage.forceDirectory(BlobFile.DIRECTORY);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Take no more: whoever owns the storage next must not meet a file in making.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
