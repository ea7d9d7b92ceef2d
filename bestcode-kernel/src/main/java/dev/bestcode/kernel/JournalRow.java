package dev.bestcode.kernel;

import dev.bestcode.api.kernel.MessageStatus;

import java.util.Comparator;

/// What the heap keeps of a message; the message itself stays in the log.
/// @param previous the message before it on its thread, 0 for none
/// @param attempts the highest attempt that has ended without success
/// @param reason why it failed; a refused one has its reason in the log
record JournalRow(
        long id,
        long lsn,
        long timeMillis,
        long previous,
        Digest payload,
        Extent extent,
        MessageStatus status,
        int attempts,
        String reason) {
    static final Comparator<JournalRow> IN_ORDER =
            Comparator.comparingLong(JournalRow::lsn).thenComparingLong(JournalRow::id);

    JournalRow withStatus(MessageStatus changed, String why) {
        return new JournalRow(
                id, lsn, timeMillis, previous, payload, extent, changed, attempts, why);
    }

    JournalRow withAttempts(int changed) {
        return new JournalRow(
                id, lsn, timeMillis, previous, payload, extent, status, changed, reason);
    }
}
