package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The first 128 bytes of a log segment.
/// @param kernelId random, the same for all files of one kernel
/// @param segmentId random; part of every record's checksum
/// @param firstLsn of its first transaction
/// @param lastLsn of its last one, for a copy; 0 for a file that is or was written to
/// @param generation 0 for a file that is or was written to; a copy has a higher one than what it
///     replaces
/// @param redactedThrough content that the state of this LSN had dropped is not in it; 0 for a file
///     that is no copy
/// @param chain of the transaction before the first
record SegmentHeader(
        long kernelId,
        long segmentId,
        long firstLsn,
        long lastLsn,
        int generation,
        long redactedThrough,
        long createdMillis,
        Digest chain) {
    /// Behind the magic and the version.
    static final int FIELDS_AT = Long.BYTES + Integer.BYTES;

    /// Of the first segment of a new kernel.
    static SegmentHeader first(KernelOptions options) {
        long kernelId = options.random().nextLong();
        return written(kernelId, 1, Chain.START, options);
    }

    /// Of the segment that goes on behind this one, once this one is full.
    /// @param state after its last transaction
    SegmentHeader next(State state, KernelOptions options) {
        return written(kernelId, state.lsn() + 1, state.chain(), options);
    }

    private static SegmentHeader written(
            long kernelId, long firstLsn, Digest before, KernelOptions options) {
        long segmentId = options.random().nextLong();
        return new SegmentHeader(
                kernelId, segmentId, firstLsn, 0, 0, 0, options.nowMillis(), before);
    }

    NewestCopies.Range range() {
        return new NewestCopies.Range(firstLsn, generation, lastLsn);
    }

    ByteBuffer encode() {
        var bytes = Magic.LOG.header(LogFormat.SEGMENT_HEADER_BYTES);
        bytes.putInt(generation).putLong(kernelId).putLong(segmentId);
        bytes.putLong(firstLsn).putLong(lastLsn).putLong(redactedThrough).putLong(createdMillis);
        chain.write(bytes);
        return Magic.sealed(bytes);
    }

    /// @throws dev.bestcode.api.kernel.KernelException when it is not the header of a segment that
    ///     can be read here
    static SegmentHeader read(StorageFile file, String where) throws IOException {
        var bytes = ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES);
        file.read(bytes, 0);
        return decode(Magic.LOG.check(bytes.flip(), where));
    }

    /// The fields alone, unchecked.
    /// @param from at [#FIELDS_AT]
    static SegmentHeader decode(ByteBuffer from) {
        int generation = from.getInt();
        long kernelId = from.getLong();
        long segmentId = from.getLong();
        long firstLsn = from.getLong();
        long lastLsn = from.getLong();
        long redactedThrough = from.getLong();
        long createdMillis = from.getLong();
        return new SegmentHeader(
                kernelId,
                segmentId,
                firstLsn,
                lastLsn,
                generation,
                redactedThrough,
                createdMillis,
                Digest.read(from));
    }
}
