package dev.bestcode.kernel;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC32C, as RFC 3720 has it.
final class Checksum {
    private Checksum() {}

    static int of(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /// @param offset absolute place in the buffer, whose position does not matter
    static int of(ByteBuffer bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }

    /// Of a record: log id and place come first, so that bytes copied from another log or another
    /// place, a payload that looks like a record included, are never taken for one.
    static int ofRecord(long logId, long position, ByteBuffer record) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(logId).putLong(position).flip());
        update(crc, record, 0, RecordHeader.CRC_OFFSET);
        int behind = RecordHeader.CRC_OFFSET + Integer.BYTES;
        update(crc, record, behind, record.limit() - behind);
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, ByteBuffer bytes, int offset, int length) {
        if (bytes.hasArray()) {
            crc.update(bytes.array(), bytes.arrayOffset() + offset, length);
        } else {
            crc.update(bytes.slice(offset, length));
        }
    }
}
