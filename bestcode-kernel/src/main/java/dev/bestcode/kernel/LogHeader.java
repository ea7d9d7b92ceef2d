package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The first 64 bytes of a log file.
/// @param logId random; part of every record's checksum
record LogHeader(long logId, long firstLsn, long createdMillis) {
    private static final int CRC_OFFSET = LogFormat.FILE_HEADER_BYTES - Integer.BYTES;

    ByteBuffer encode() {
        var bytes = ByteBuffer.allocate(LogFormat.FILE_HEADER_BYTES);
        bytes.putLong(LogFormat.MAGIC).putInt(LogFormat.VERSION).putInt(0);
        bytes.putLong(logId).putLong(firstLsn).putLong(createdMillis);
        bytes.putInt(CRC_OFFSET, Checksum.of(bytes.array(), 0, CRC_OFFSET));
        return bytes.rewind();
    }

    /// @throws KernelException when it is not the header of a log that can be read here
    static LogHeader read(StorageFile file, String where) throws IOException {
        var bytes = ByteBuffer.allocate(LogFormat.FILE_HEADER_BYTES);
        file.read(bytes, 0);
        if (bytes.hasRemaining() || bytes.getLong(0) != LogFormat.MAGIC) {
            throw new KernelException(
                    "%s: the first 8 bytes are not those of a BestCode log. Nothing has been changed; restore the file, or use another data directory."
                            .formatted(where));
        }
        int version = bytes.getInt(8);
        if (Checksum.of(bytes.array(), 0, CRC_OFFSET) != bytes.getInt(CRC_OFFSET)) {
            throw new KernelException(
                    "%s: the file header (bytes 0 to %d) is damaged. Nothing has been changed; restore the file from a backup."
                            .formatted(where, LogFormat.FILE_HEADER_BYTES - 1));
        }
        if (version > LogFormat.VERSION) {
            throw new KernelException(
                    "%s: written in format %d, newer than %d, the newest read here. Open it with the newer BestCode."
                            .formatted(where, version, LogFormat.VERSION));
        }
        return new LogHeader(bytes.getLong(16), bytes.getLong(24), bytes.getLong(32));
    }
}
