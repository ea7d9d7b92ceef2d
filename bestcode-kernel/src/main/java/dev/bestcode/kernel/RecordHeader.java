package dev.bestcode.kernel;

import java.nio.ByteBuffer;

/// The first 40 bytes of a record.
/// @param length bytes of the record, header and padding included
/// @param forcedThrough the highest LSN on stable storage when this was written
record RecordHeader(
        int length,
        int crc32c,
        int version,
        int type,
        int opCount,
        long lsn,
        long forcedThrough,
        long timeMillis) {
    static final int CRC_OFFSET = 4;

    /// @param from positioned at the record, with the header's bytes at least
    static RecordHeader read(ByteBuffer from) {
        int at = from.position();
        return new RecordHeader(
                from.getInt(at),
                from.getInt(at + CRC_OFFSET),
                from.get(at + 8),
                from.get(at + 9),
                from.getInt(at + 12),
                from.getLong(at + 16),
                from.getLong(at + 24),
                from.getLong(at + 32));
    }

    static RecordHeader transaction(Transaction transaction, long lsn, long forced, long time) {
        int length = LogFormat.padded(LogFormat.RECORD_HEADER_BYTES + transaction.body().length);
        int count = transaction.ops().size();
        return new RecordHeader(
                length, 0, LogFormat.VERSION, LogFormat.TYPE_TRANSACTION, count, lsn, forced, time);
    }

    /// Tells a later open that everything up to `lsn` had been forced.
    static RecordHeader seal(long lsn, long timeMillis) {
        return new RecordHeader(
                LogFormat.RECORD_HEADER_BYTES,
                0,
                LogFormat.VERSION,
                LogFormat.TYPE_SEAL,
                0,
                lsn,
                lsn,
                timeMillis);
    }

    boolean plausible() {
        return length >= LogFormat.RECORD_HEADER_BYTES
                && length <= LogFormat.RECORD_BYTES_MAX
                && length % LogFormat.ALIGNMENT_BYTES == 0;
    }

    /// Append the whole record, padded and summed.
    /// @param position where it will lie in the log
    void write(ByteBuffer into, byte[] body, long logId, long position) {
        int at = into.position();
        into.putInt(length).putInt(0).put((byte) version).put((byte) type).putShort((short) 0);
        into.putInt(opCount).putLong(lsn).putLong(forcedThrough).putLong(timeMillis).put(body);
        while (into.position() < at + length) {
            into.put((byte) 0);
        }
        into.putInt(at + CRC_OFFSET, Checksum.ofRecord(logId, position, into.slice(at, length)));
    }
}
