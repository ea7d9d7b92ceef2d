package dev.bestcode.kernel;

import java.nio.ByteBuffer;

/// The first 72 bytes of a record.
/// @param length bytes of the record, header and padding included
/// @param forcedThrough the highest LSN on stable storage when this was written
/// @param chain of this transaction; a seal repeats the one before
record RecordHeader(
        int length,
        int crc32c,
        int version,
        int type,
        int opCount,
        long lsn,
        long forcedThrough,
        long timeMillis,
        Digest chain) {
    static final int CRC_OFFSET = 4;

    /// @param from with at least the header's bytes from its position on, which stays
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
                from.getLong(at + 32),
                Digest.read(from, at + 40));
    }

    /// Bytes of the record of a transaction.
    static int lengthWith(Transaction transaction) {
        return LogFormat.padded(LogFormat.RECORD_HEADER_BYTES + transaction.body().length);
    }

    static RecordHeader transaction(
            Transaction transaction, long lsn, long forced, long time, Digest chain) {
        return new RecordHeader(
                lengthWith(transaction),
                0,
                LogFormat.VERSION,
                LogFormat.TYPE_TRANSACTION,
                transaction.ops().size(),
                lsn,
                forced,
                time,
                chain);
    }

    /// Tells a later open that everything up to `lsn` had been forced.
    static RecordHeader seal(long lsn, long timeMillis, Digest chain) {
        return new RecordHeader(
                LogFormat.RECORD_HEADER_BYTES,
                0,
                LogFormat.VERSION,
                LogFormat.TYPE_SEAL,
                0,
                lsn,
                lsn,
                timeMillis,
                chain);
    }

    /// The same transaction with a body of another length.
    RecordHeader withBody(int bodyLength) {
        return new RecordHeader(
                LogFormat.padded(LogFormat.RECORD_HEADER_BYTES + bodyLength),
                0,
                version,
                type,
                opCount,
                lsn,
                forcedThrough,
                timeMillis,
                chain);
    }

    boolean isTransaction() {
        return type == LogFormat.TYPE_TRANSACTION;
    }

    boolean plausible() {
        return length >= LogFormat.RECORD_HEADER_BYTES
                && length <= LogFormat.RECORD_BYTES_MAX
                && length % LogFormat.ALIGNMENT_BYTES == 0;
    }

    /// Append the whole record, padded and summed.
    /// @param position where it will lie in the segment
    void write(ByteBuffer into, byte[] body, long segmentId, long position) {
        int at = into.position();
        into.putInt(length).putInt(0).put((byte) version).put((byte) type).putShort((short) 0);
        into.putInt(opCount).putLong(lsn).putLong(forcedThrough).putLong(timeMillis);
        chain.write(into).put(body);
        while (into.position() < at + length) {
            into.put((byte) 0);
        }
        into.putInt(
                at + CRC_OFFSET, Checksum.ofRecord(segmentId, position, into.slice(at, length)));
    }
}
