package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A sliding view of the log for scans: one large read serves many records.
final class LogWindow {
    /// Large enough that reads run at the disk's speed, small enough for a small machine.
    private static final int WINDOW_BYTES = 1 << 20;

    private final StorageFile file;
    private final long logId;
    private final long size;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowStart;

    LogWindow(StorageFile file, long logId) throws IOException {
        this.file = file;
        this.logId = logId;
        this.size = file.size();
    }

    /// @param bytes the whole record
    record Found(RecordHeader header, ByteBuffer bytes) {
        byte[] body() {
            var body = new byte[header.length() - LogFormat.RECORD_HEADER_BYTES];
            bytes.get(LogFormat.RECORD_HEADER_BYTES, body);
            return body;
        }
    }

    long size() {
        return size;
    }

    /// What the first 40 bytes at this place say, without a check; empty behind the end.
    Optional<RecordHeader> headerAt(long position) throws IOException {
        if (position + LogFormat.RECORD_HEADER_BYTES > size) {
            return Optional.empty();
        }
        return Optional.of(RecordHeader.read(at(position, LogFormat.RECORD_HEADER_BYTES)));
    }

    /// The record at this place, if there is one whose checksum is right.
    Optional<Found> recordAt(long position) throws IOException {
        var header = headerAt(position).filter(RecordHeader::plausible);
        if (header.isEmpty() || position + header.get().length() > size) {
            return Optional.empty();
        }
        var bytes = at(position, header.get().length());
        return Checksum.ofRecord(logId, position, bytes) == header.get().crc32c()
                ? Optional.of(new Found(header.get(), bytes))
                : Optional.empty();
    }

    /// The first place from `position` on that does not hold zero, or the end.
    long skipZeros(long position) throws IOException {
        long at = position;
        while (at < size) {
            var bytes = at(at, (int) Math.min(WINDOW_BYTES, size - at));
            int mismatch = bytes.mismatch(ByteBuffer.allocate(bytes.remaining()));
            if (mismatch >= 0) {
                return at + mismatch;
            }
            at += bytes.remaining();
        }
        return size;
    }

    private ByteBuffer at(long position, int length) throws IOException {
        if (position < windowStart || position + length > windowStart + window.limit()) {
            fill(position, length);
        }
        return window.slice((int) (position - windowStart), length);
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
