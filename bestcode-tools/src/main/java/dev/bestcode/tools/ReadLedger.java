package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// What each file was like when a tool last read or wrote it. Safe from any worker.
final class ReadLedger {
    /// Files remembered, about 300 B each; the one longest untouched is forgotten first, and then
    /// has to be read again before it is overwritten.
    private static final int FILES_MAX = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);

    /// A file's state.
    /// @param sha256 of the whole content; empty for a file too large to read whole
    record Seen(long sizeBytes, FileTime modified, Optional<Sha256> sha256) {
        static Seen of(BasicFileAttributes attributes, Optional<Sha256> sha256) {
            return new Seen(attributes.size(), attributes.lastModifiedTime(), sha256);
        }

        /// By content where both contents are known: a file system's clock is too coarse to tell
        /// two writes of one moment apart, and a file that was only touched has not changed.
        boolean sameAs(Seen now) {
            return (sha256.isPresent() && now.sha256.isPresent())
                    ? sha256.equals(now.sha256)
                    : sizeBytes == now.sizeBytes && modified.equals(now.modified);
        }
    }

    void record(String path, Seen state) {
        lock.lock();
        try {
            seen.put(path, state);
            if (seen.size() > FILES_MAX) {
                seen.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<Seen> lookUp(String path) {
        lock.lock();
        try {
            return Optional.ofNullable(seen.get(path));
        } finally {
            lock.unlock();
        }
    }
}
