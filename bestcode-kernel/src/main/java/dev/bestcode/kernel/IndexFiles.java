package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.util.Optional;

/// Indexes of complete segments: read from their files, or made from the segments.
final class IndexFiles {
    private IndexFiles() {}

    /// @param owner whether an index that is made may be written
    static SegmentIndex openOrMake(
            KernelStorage storage,
            String path,
            StorageFile segment,
            SegmentHeader header,
            boolean owner)
            throws IOException {
        var present = open(storage, path, segment, header, owner);
        return present.isPresent() ? present.get() : make(storage, path, segment, header, owner);
    }

    /// The index in the file, as far as its header goes; empty where there is none, or a wrong one.
    /// @param owner whether one that turns out to be damaged may be written again
    static Optional<SegmentIndex> open(
            KernelStorage storage,
            String path,
            StorageFile segment,
            SegmentHeader header,
            boolean owner)
            throws IOException {
        if (!storage.exists(path)) {
            return Optional.empty();
        }
        try {
            long last = SealedIndex.lastLsn(storage, path, header);
            return Optional.of(new LazyIndex(storage, path, segment, header, last, owner));
        } catch (IOException | KernelException derived) {
            return Optional.empty(); // whatever is wrong with it, the segment has all that it had
        }
    }

    static SegmentIndex make(
            KernelStorage storage,
            String path,
            StorageFile segment,
            SegmentHeader header,
            boolean owner)
            throws IOException {
        var made = LogSegment.scan(segment, header);
        return owner ? seal(storage, path, made, header) : made;
    }

    /// Put an index on the disk, and read from there on.
    /// @return the one on the heap where the disk does not take it: slower to open, never wrong
    static SegmentIndex seal(
            KernelStorage storage, String path, GrowingIndex made, SegmentHeader header) {
        try {
            SealedIndex.write(made, header.segmentId(), storage, path);
            return SealedIndex.open(storage, path, header);
        } catch (IOException | KernelException e) {
            return made;
        }
    }
}
