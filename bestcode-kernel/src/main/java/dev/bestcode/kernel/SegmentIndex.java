package dev.bestcode.kernel;

import java.io.IOException;

/// What lies where in one segment. Derived from the segment alone, so it can always be made again.
/// Safe from any worker.
interface SegmentIndex extends AutoCloseable {
    /// Of the last transaction in the segment; one less than the first LSN when there is none.
    long lastLsn();

    /// The byte of the segment at which the record of this transaction begins.
    /// @param lsn of a transaction of the segment
    long position(long lsn) throws IOException;

    /// The address of the op that dispatched or refused the message, if it lies here.
    /// @return [Address#NONE] when it does not
    long message(long id) throws IOException;

    /// The address of the op that delivered the message or failed it, if it lies here.
    /// @return [Address#NONE] when it does not
    long finish(long message) throws IOException;

    /// The address of the newest message of a thread that left the table, if it left it here or was
    /// refused a message here; of a thread without messages, that of the op that pruned it.
    /// @return [Address#NONE] when neither
    long end(long thread) throws IOException;

    @Override
    void close() throws IOException;
}
