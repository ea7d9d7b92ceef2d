package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A sliding view of one segment: one large read serves many records of a scan, one small read
/// serves a single record.
final class RecordWindow {
    /// Large enough that reads run at the disk's speed, small enough for a small machine.
    static final int SCAN_BYTES = 256 << 10;

    /// What most records fit in.
    static final int SINGLE_BYTES = 4 << 10;

    private final StorageFile file;
    private final long segmentId;
    private final long size;
    private ByteBuffer window;
    private long windowStart;

    /// @param size of the file
    /// @param bytes read at once
    RecordWindow(StorageFile file, long segmentId, long size, int bytes) {
        this.file = file;
        this.segmentId = segmentId;
        this.size = size;
        this.window = ByteBuffer.allocate((int) Math.min(bytes, size)).limit(0);
    }

    /// @param body of the record, padding included; valid until the window's next call
    record Found(long position, RecordHeader header, ByteBuffer body) {
        long end() {
            return position + header.length();
        }

        byte[] bodyBytes() {
            var bytes = new byte[body.limit()];
            body.get(0, bytes);
            return bytes;
        }
    }

    long size() {
        return size;
    }

    /// What the first bytes at this place say, without a check; empty behind the end.
    Optional<RecordHeader> headerAt(long position) throws IOException {
        if (position + LogFormat.RECORD_HEADER_BYTES > size) {
            return Optional.empty();
        }
        int index = indexOf(position, LogFormat.RECORD_HEADER_BYTES);
        return Optional.of(RecordHeader.read(window.position(index)));
    }

    /// The record at this place, if there is one whose checksum is right.
    Optional<Found> recordAt(long position) throws IOException {
        var header = headerAt(position).filter(RecordHeader::plausible);
        if (header.isEmpty() || position + header.get().length() > size) {
            return Optional.empty();
        }
        var bytes = at(position, header.get().length());
        if (Checksum.ofRecord(segmentId, position, bytes) != header.get().crc32c()) {
            return Optional.empty();
        }
        int bodyBytes = header.get().length() - LogFormat.RECORD_HEADER_BYTES;
        var body = bytes.slice(LogFormat.RECORD_HEADER_BYTES, bodyBytes);
        return Optional.of(new Found(position, header.get(), body));
    }

    /// The first place from `position` on that does not hold zero, or the end.
    long skipZeros(long position) throws IOException {
        long at = position;
        while (at < size) {
            var bytes = at(at, (int) Math.min(SCAN_BYTES, size - at));
            int mismatch = bytes.mismatch(ByteBuffer.allocate(bytes.remaining()));
            if (mismatch >= 0) {
                return at + mismatch;
            }
            at += bytes.remaining();
        }
        return size;
    }

    private ByteBuffer at(long position, int length) throws IOException {
        int index = indexOf(position, length);
        return window.slice(index, length);
    }

    /// Where in the window so many bytes begin, after a look at the file if need be.
    private int indexOf(long position, int length) throws IOException {
        if (position < windowStart || position + length > windowStart + window.limit()) {
            fill(position, length);
        }
        return (int) (position - windowStart);
    }

    private void fill(long position, int length) throws IOException {
        if (length > window.capacity()) {
            window = ByteBuffer.allocate(length);
        }
        window.clear();
        file.read(window, position);
        window.flip();
        windowStart = position;
        if (window.limit() < length) {
            throw new IOException(
                    "%d bytes at byte %d are %d short"
                            .formatted(length, position, length - window.limit()));
        }
    }
}
