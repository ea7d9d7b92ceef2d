package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.util.Optional;

/// The walk of a [Recovery] through one segment: each record in its turn, up to where no whole one
/// is.
final class SegmentReplay {
    private final LogSegment segment;
    private final Optional<GrowingIndex> index;
    private final StateReplay state;
    private long position = LogFormat.SEGMENT_HEADER_BYTES;
    private long lsn;
    private long forced;
    private boolean sealed;
    private long appliedBytes;

    /// @param index to fill; empty where there is one already
    /// @param state to go on with
    /// @param sealed whether the record before the segment was a seal
    SegmentReplay(
            LogSegment segment, Optional<GrowingIndex> index, StateReplay state, boolean sealed) {
        this.segment = segment;
        this.index = index;
        this.state = state;
        this.sealed = sealed;
        this.lsn = segment.header().firstLsn() - 1;
    }

    /// Behind the last record.
    long position() {
        return position;
    }

    /// Of the last transaction.
    long lsn() {
        return lsn;
    }

    /// The highest LSN that a record says was forced.
    long forced() {
        return forced;
    }

    boolean sealed() {
        return sealed;
    }

    /// Bytes of the records that were applied.
    long appliedBytes() {
        return appliedBytes;
    }

    void run(RecordSource records) throws IOException {
        if (lsn == state.lsn() && !segment.header().chain().equals(state.chain())) {
            throw damaged("the segment does not follow from the one before it");
        }
        for (var next = records.next(); next.isPresent(); next = records.next()) {
            take(next.get());
            position = next.get().end();
        }
    }

    private void take(DecodedRecord read) {
        var record = read.header();
        if (record.version() > LogFormat.VERSION) {
            throw newer("record version " + record.version());
        }
        switch (record.type()) {
            case LogFormat.TYPE_TRANSACTION -> apply(read);
            case LogFormat.TYPE_SEAL -> expectLsn(record.lsn(), lsn);
            default -> throw newer("record type " + record.type());
        }
        sealed = record.type() == LogFormat.TYPE_SEAL;
        forced = Math.max(forced, record.forcedThrough());
    }

    private UnsupportedFormatException newer(String what) {
        return new UnsupportedFormatException(
                "%s: byte %d: %s is of a newer format. Nothing has been changed; open it with the newer BestCode."
                        .formatted(segment.where(), position, what));
    }

    private void apply(DecodedRecord read) {
        var record = read.header();
        long next = lsn + 1;
        expectLsn(record.lsn(), next);
        try {
            var ops = read.ops();
            index.ifPresent(growing -> growing.add(ops, position));
            if (next > state.lsn()) {
                state.apply(ops, next, record.timeMillis(), record.chain());
                appliedBytes += record.length();
            }
            lsn = next;
        } catch (CommitRejectedException e) {
            throw damaged("the transaction does not fit the state before it: " + e.getMessage());
        } catch (UnsupportedFormatException e) {
            throw newer(String.valueOf(e.getMessage()));
        } catch (KernelException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private void expectLsn(long actual, long expected) {
        if (actual != expected) {
            throw damaged("the record has LSN %d, expected %d".formatted(actual, expected));
        }
    }

    /// Refuse to take what follows for torn, when any whole record in it says that what should be
    /// here had been forced.
    /// @param firstBad the first byte from [#position()] on that is not zero
    void refuseIfAcknowledged(RecordWindow window, long firstBad) throws IOException {
        long lost = lsn + 1;
        long behind = position + LogFormat.ALIGNMENT_BYTES;
        long at = Math.max(behind, firstBad & -LogFormat.ALIGNMENT_BYTES);
        for (; at < window.size(); at += LogFormat.ALIGNMENT_BYTES) {
            var claim = window.headerAt(at).filter(h -> h.plausible() && h.forcedThrough() >= lost);
            if (claim.isPresent() && window.recordAt(at).isPresent()) {
                throw damaged(
                        "the record is damaged, and it had been acknowledged: the record at byte %d was written when LSN %d was on stable storage"
                                .formatted(at, claim.get().forcedThrough()));
            }
        }
    }

    KernelDamagedException damaged(String what) {
        return Recovery.damaged(segment.where(), position, lsn + 1, what);
    }
}
