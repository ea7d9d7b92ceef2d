package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A segment's file, open, with what its header says. Open, it can be read to its end whatever
/// takes its place in the directory meanwhile.
/// @param header as read; where it is not whole, its LSN and generation are those of the name
/// @param whole whether the header's checksum is right
record SurveyedSegment(
        LogNames names, SegmentHeader header, boolean whole, StorageFile file, long size)
        implements AutoCloseable {

    /// What is wrong with the header goes to the findings.
    static SurveyedSegment open(KernelStorage storage, LogNames names, Findings findings)
            throws IOException {
        var file = storage.openForReading(names.segment());
        try {
            return read(file, names, findings);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static SurveyedSegment read(StorageFile file, LogNames names, Findings findings)
            throws IOException {
        long size = file.size();
        try {
            var header = SegmentHeader.read(file, names.segment());
            if (!LogNames.of(header).equals(names)) {
                findings.damage(
                        names.segment(),
                        0,
                        header.firstLsn(),
                        "the header is that of " + LogNames.of(header).segment());
            }
            return new SurveyedSegment(names, header, true, file, size);
        } catch (KernelException e) {
            var bytes = ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES);
            file.read(bytes, 0);
            findings.add(
                    kind(e, bytes.array()),
                    names.segment(),
                    0,
                    names.firstLsn(),
                    "the header is damaged, foreign or of a newer format");
            return new SurveyedSegment(names, guess(bytes, names), false, file, size);
        }
    }

    /// A header whose sum is right is as it was written.
    private static Finding.Kind kind(KernelException e, byte[] header) {
        int crcAt = header.length - Integer.BYTES;
        boolean written = Checksum.of(header, 0, crcAt) == ByteBuffer.wrap(header).getInt(crcAt);
        return written && e instanceof UnsupportedFormatException
                ? Finding.Kind.FOREIGN
                : Finding.Kind.DAMAGE;
    }

    /// Records can be read if the damage has spared the segment's id.
    private static SegmentHeader guess(ByteBuffer bytes, LogNames names) {
        var said = SegmentHeader.decode(bytes.position(SegmentHeader.FIELDS_AT));
        return new SegmentHeader(
                said.kernelId(),
                said.segmentId(),
                names.firstLsn(),
                said.lastLsn(),
                names.generation(),
                said.redactedThrough(),
                said.createdMillis(),
                said.chain());
    }

    String path() {
        return names.segment();
    }

    long firstLsn() {
        return names.firstLsn();
    }

    boolean isCopy() {
        return names.generation() > 0;
    }

    /// A copy whose header is damaged takes the place of one file at least.
    NewestCopies.Range range() {
        long last = whole ? header.lastLsn() : firstLsn();
        return new NewestCopies.Range(firstLsn(), names.generation(), last);
    }

    RecordWindow window(int bytes) {
        int enough = (int) Math.min(size, bytes);
        return new RecordWindow(file, header.segmentId(), size, enough);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
