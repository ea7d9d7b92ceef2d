package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Brings a log's state back, and makes the end of the log safe to write behind.
///
/// Damage or torn tail: a bad record is only cut when nobody had been told that it is safe. Each
/// record says how far the log had been forced when it was written; so if any whole record,
/// anywhere behind the bad one, says that the bad one's LSN had been forced, it was acknowledged,
/// and the
/// open is refused. A whole record behind it proves nothing by itself: sectors of one unforced
/// batch
/// reach the disk in any order.
/// @see "Alagappan et al., Protocol-Aware Recovery for Consensus-Based Storage, FAST 2018"
final class Recovery {
    /// Zeros are written in pieces of this size.
    private static final int ZEROS_BYTES = 64 << 10;

    private final StorageFile file;
    private final String where;
    private final LogHeader header;
    private final LogWindow window;
    private State state;
    private long position = LogFormat.FILE_HEADER_BYTES;
    private boolean sealed = true;

    private Recovery(StorageFile file, String where) throws IOException {
        this.file = file;
        this.where = where;
        this.header = LogHeader.read(file, where);
        this.window = new LogWindow(file, header.logId());
        this.state = State.empty(new LogReader(file, where));
    }

    /// @param end where the next record goes; the file holds zeros from there on
    /// @param sealed whether the last record says that all before it was forced
    record Recovered(State state, long logId, long end, long size, boolean sealed) {}

    /// @throws KernelException when the log is damaged or of a newer format; nothing is changed
    /// then
    static Recovered run(StorageFile file, String where) throws IOException {
        var recovery = new Recovery(file, where);
        recovery.replay();
        recovery.cutTail();
        // What was read may still be in the operating system's memory alone; once shown, it stays.
        file.force();
        return new Recovered(
                recovery.state,
                recovery.header.logId(),
                recovery.position,
                file.size(),
                recovery.sealed);
    }

    private void replay() throws IOException {
        for (var found = window.recordAt(position);
                found.isPresent();
                found = window.recordAt(position)) {
            var record = found.get().header();
            if (record.version() > LogFormat.VERSION) {
                throw refused("record version " + record.version() + " is of a newer format");
            }
            switch (record.type()) {
                case LogFormat.TYPE_TRANSACTION -> apply(found.get());
                case LogFormat.TYPE_SEAL -> expectLsn(record.lsn(), state.lsn());
                default -> throw refused("record type " + record.type() + " is of a newer format");
            }
            sealed = record.type() == LogFormat.TYPE_SEAL;
            position += record.length();
        }
    }

    private void apply(LogWindow.Found found) {
        var record = found.header();
        expectLsn(record.lsn(), state.lsn() + 1);
        try {
            var transaction = Transaction.decode(found.body(), record.opCount());
            long body = position + LogFormat.RECORD_HEADER_BYTES;
            state = state.after(transaction, record.lsn(), record.timeMillis(), body);
        } catch (CommitRejectedException e) {
            throw refused("the transaction does not fit the state before it: " + e.getMessage());
        } catch (KernelException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private void expectLsn(long actual, long expected) {
        if (actual != expected) {
            throw refused("the record has LSN %d, expected %d".formatted(actual, expected));
        }
    }

    private void cutTail() throws IOException {
        long firstBad = window.skipZeros(position);
        if (firstBad == window.size()) {
            return;
        }
        refuseIfAcknowledged(firstBad);
        for (long at = position; at < window.size(); at += ZEROS_BYTES) {
            file.write(ByteBuffer.allocate((int) Math.min(ZEROS_BYTES, window.size() - at)), at);
        }
        file.force();
        sealed = false;
    }

    private void refuseIfAcknowledged(long firstBad) throws IOException {
        long lost = state.lsn() + 1;
        long at = Math.max(position + LogFormat.ALIGNMENT_BYTES, alignedDown(firstBad));
        for (; at < window.size(); at += LogFormat.ALIGNMENT_BYTES) {
            var claim = window.headerAt(at).filter(h -> h.plausible() && h.forcedThrough() >= lost);
            if (claim.isPresent() && window.recordAt(at).isPresent()) {
                throw refused(
                        "the record is damaged, and it had been acknowledged: the record at byte %d was written when LSN %d was on stable storage"
                                .formatted(at, claim.get().forcedThrough()));
            }
        }
    }

    private static long alignedDown(long position) {
        return position & -LogFormat.ALIGNMENT_BYTES;
    }

    private KernelException refused(String what) {
        return new KernelException(
                "%s: byte %d, LSN %d: %s. Nothing has been changed, and everything up to LSN %d is whole. Copy the data directory before anything else, then restore it from a backup."
                        .formatted(where, position, state.lsn() + 1, what, state.lsn()));
    }
}
