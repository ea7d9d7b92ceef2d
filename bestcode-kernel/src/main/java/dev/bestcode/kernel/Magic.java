package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.nio.ByteBuffer;

/// How every file of a kernel begins: eight bytes that name its kind, then the format version. The
/// last four bytes of its header are a CRC32C of those before.
enum Magic {
    /// `BCKLOG`, then the two line ends, so that a transfer as text is noticed at the first bytes.
    LOG(0x42434B4C4F470D0AL, "log segment"),
    SNAPSHOT(0x42434B534E500D0AL, "snapshot"),
    INDEX(0x42434B4944580D0AL, "index");

    private final long bytes;
    private final String what;

    Magic(long bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /// Begin a header of `length` bytes.
    ByteBuffer header(int length) {
        return ByteBuffer.allocate(length).putLong(bytes).putInt(LogFormat.VERSION);
    }

    /// End it, ready to be written.
    static ByteBuffer sealed(ByteBuffer header) {
        int crcAt = header.capacity() - Integer.BYTES;
        return header.putInt(crcAt, Checksum.of(header, 0, crcAt)).rewind();
    }

    /// @param header as read, positioned behind what is checked here on return
    /// @throws UnsupportedFormatException for a foreign file, or one of a newer format
    /// @throws KernelDamagedException when its checksum is wrong
    ByteBuffer check(ByteBuffer header, String where) {
        if (header.limit() < header.capacity() || header.getLong(0) != bytes) {
            throw new UnsupportedFormatException(
                    "%s: the first 8 bytes are not those of a BestCode %s. Nothing has been changed; restore the file, or use another data directory."
                            .formatted(where, what));
        }
        int version = header.getInt(Long.BYTES);
        int crcAt = header.capacity() - Integer.BYTES;
        if (Checksum.of(header, 0, crcAt) != header.getInt(crcAt)) {
            throw new KernelDamagedException(
                    "%s: byte 0: the file header (%d bytes) is damaged. Nothing has been changed; copy the data directory, then run 'bestcode kernel repair' on it."
                            .formatted(where, header.capacity()),
                    where,
                    0,
                    0);
        }
        if (version > LogFormat.VERSION) {
            throw new UnsupportedFormatException(
                    "%s: written in format %d, newer than %d, the newest read here. Nothing has been changed; open it with the newer BestCode."
                            .formatted(where, version, LogFormat.VERSION));
        }
        return header.position(Long.BYTES + Integer.BYTES);
    }
}
