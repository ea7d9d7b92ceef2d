package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;

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
        if (storage.exists(path)) {
            try {
                long last = SealedIndex.lastLsn(storage, path, header);
                return new LazyIndex(storage, path, segment, header, last, owner);
            } catch (IOException | KernelException derived) {
                // Whatever is wrong with it, the segment has all that it had.
            }
        }
        return make(storage, path, segment, header, owner);
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
