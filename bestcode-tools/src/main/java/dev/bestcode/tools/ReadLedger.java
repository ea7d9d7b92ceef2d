package dev.bestcode.tools;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// What each file was like when a run last read or wrote it: what one has read is news to another.
/// Safe from any worker.
final class ReadLedger {
    /// Files remembered, about 300 B each; the one longest untouched is forgotten first, and then
    /// has to be read again before it is overwritten.
    private static final int FILES_MAX = 10_000;

    /// Content kept of one file, to tell what changed since.
    static final int CONTENT_BYTES_MAX = 128 * 1024;

    /// Content kept in all; of files longest untouched only the hash is left.
    private static final long CONTENTS_BYTES_MAX = 8 * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);
    private Optional<ReadMemory> memory = Optional.empty();
    private long contentBytes;

    /// A file's state.
    /// @param sha256 of the whole content; empty for a file too large to read whole
    /// @param content kept when it is small
    record Seen(
            long sizeBytes, FileTime modified, Optional<Sha256> sha256, Optional<byte[]> content) {
        /// Of a file too large to read whole.
        static Seen of(Attributes attributes) {
            return of(attributes, Optional.empty());
        }

        static Seen of(Attributes attributes, Optional<Sha256> sha256) {
            return new Seen(
                    attributes.sizeBytes(), attributes.modified(), sha256, Optional.empty());
        }

        static Seen of(Attributes attributes, byte[] content) {
            return new Seen(
                    attributes.sizeBytes(),
                    attributes.modified(),
                    Optional.of(Sha256.of(content)),
                    content.length <= CONTENT_BYTES_MAX ? Optional.of(content) : Optional.empty());
        }

        /// By content where both contents are known: a file system's clock is too coarse to tell
        /// two writes of one moment apart, and a file that was only touched has not changed.
        boolean sameAs(Seen now) {
            return (sha256.isPresent() && now.sha256.isPresent())
                    ? sha256.equals(now.sha256)
                    : sizeBytes == now.sizeBytes && modified.equals(now.modified);
        }

        private long contentBytes() {
            return content.map(bytes -> bytes.length).orElse(0);
        }
    }

    /// The part of it that one run has seen.
    record OfRun(ReadLedger ledger, RunId run) {
        void record(String path, Seen state) {
            ledger.record(run.value() + " " + path, state);
        }

        Optional<Seen> lookUp(String path) {
            return ledger.lookUp(run.value() + " " + path);
        }
    }

    OfRun of(RunId run) {
        return new OfRun(this, run);
    }

    /// Know what an earlier process knew, and let a later one know it.
    /// @param directory of this user alone, outside of the workspace
    void keepIn(Path directory) {
        lock.lock();
        try {
            var kept = new ReadMemory(directory, FILES_MAX);
            kept.open();
            memory = Optional.of(kept);
        } catch (IOException e) {
            memory = Optional.empty(); // then a later process reads again before it writes
        } finally {
            lock.unlock();
        }
    }

    private void record(String path, Seen state) {
        lock.lock();
        try {
            remember(path, state);
            var before = seen.put(path, state);
            contentBytes += state.contentBytes() - (before == null ? 0 : before.contentBytes());
            if (seen.size() > FILES_MAX) {
                contentBytes -= seen.pollFirstEntry().getValue().contentBytes();
            }
            if (contentBytes > CONTENTS_BYTES_MAX) {
                dropContents();
            }
        } finally {
            lock.unlock();
        }
    }

    private void remember(String path, Seen state) {
        if (memory.isEmpty()) {
            return;
        }
        try {
            memory.get().add(path, state);
        } catch (IOException e) {
            memory = Optional.empty(); // as above
        }
    }

    private void dropContents() {
        for (var entry : seen.entrySet()) {
            var kept = entry.getValue();
            if (contentBytes <= CONTENTS_BYTES_MAX / 2) {
                return;
            }
            contentBytes -= kept.contentBytes();
            entry.setValue(new Seen(kept.sizeBytes, kept.modified, kept.sha256, Optional.empty()));
        }
    }

    private Optional<Seen> lookUp(String path) {
        lock.lock();
        try {
            return Optional.ofNullable(seen.get(path))
                    .or(() -> memory.flatMap(kept -> kept.lookUp(path)));
        } finally {
            lock.unlock();
        }
    }
}
