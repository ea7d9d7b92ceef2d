package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;

/// Indexes of complete segments: read from their files, or made from the segments.
final class IndexFiles {
    private IndexFiles() {}

    static SegmentIndex openOrMake(
            KernelStorage storage,
            String path,
            StorageFile segment,
            SegmentHeader header,
            boolean persist)
            throws IOException {
        if (storage.exists(path)) {
            try {
                return SealedIndex.open(storage, path, header.segmentId());
            } catch (IOException | KernelException derived) {
                // Whatever is wrong with it, the segment has all that it had.
            }
        }
        var made = LogSegment.scan(segment, header);
        return persist ? seal(storage, path, made, header) : made;
    }

    /// Put an index on the disk, and read from there on.
    /// @return the one on the heap where the disk does not take it: slower to open, never wrong
    static SegmentIndex seal(
            KernelStorage storage, String path, GrowingIndex made, SegmentHeader header) {
        try {
            SealedIndex.write(made, header.segmentId(), storage, path);
            return SealedIndex.open(storage, path, header.segmentId());
        } catch (IOException | KernelException e) {
            return made;
        }
    }
}
