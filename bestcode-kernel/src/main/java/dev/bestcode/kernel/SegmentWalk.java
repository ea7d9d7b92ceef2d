package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Goes through one segment, from each record to the next whole one.
///
/// An owner may be writing meanwhile, and pages of one write come into view one by one: so where no
/// record is, and something lies behind, the place is looked at anew before anything is said of it.
/// What was written before that which is seen behind it is in view by then.
final class SegmentWalk {
    /// Looks at an end that may be under an owner's pen.
    private static final int LOOKS = 5;

    private final SurveyedSegment segment;
    private final boolean last;
    private final Findings findings;
    private final LogVisitor visitor;
    private final Runnable pause;
    private final RecordSequence sequence;
    private final UnfinishedEnd unfinished;
    private RecordWindow window;
    private long position = LogFormat.SEGMENT_HEADER_BYTES;

    /// That the gap before the next record has been found already.
    private boolean gapFound;

    SegmentWalk(
            SurveyedSegment segment,
            boolean last,
            Findings findings,
            LogVisitor visitor,
            Runnable pause,
            RecordSequence sequence) {
        this.segment = segment;
        this.last = last;
        this.findings = findings;
        this.visitor = visitor;
        this.pause = pause;
        this.sequence = sequence;
        this.unfinished = new UnfinishedEnd(segment);
        this.window = segment.window(RecordWindow.SCAN_BYTES);
    }

    /// @return the place behind the last whole record
    long run() throws IOException {
        var found = next();
        while (found.isPresent()) {
            take(found.get());
            position = found.get().end();
            found = next();
        }
        return position;
    }

    private Optional<RecordWindow.Found> next() throws IOException {
        var found = window.recordAt(position);
        if (found.isPresent() || window.skipZeros(position) == window.size()) {
            return found;
        }
        found = lookAnew();
        return found.isPresent() ? found : behindBadRecord();
    }

    private Optional<RecordWindow.Found> lookAnew() throws IOException {
        window = segment.window(RecordWindow.SCAN_BYTES);
        return window.recordAt(position);
    }

    private Optional<RecordWindow.Found> behindBadRecord() throws IOException {
        long lost = sequence.lsn() + 1;
        var behind = unfinished.wholeRecordBehind(position, lost);
        boolean damage = !last || unfinished.isAcknowledgedBehind(position, lost);
        var whole = lookAnew();
        if (whole.isPresent()) {
            return whole;
        }
        if (!damage) {
            return atUnfinishedEnd(lost);
        }
        findings.damage(segment.path(), position, lost, "no whole record is here");
        gapFound = true;
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        position = behind.getAsLong();
        return lookAnew();
    }

    private Optional<RecordWindow.Found> atUnfinishedEnd(long lost) throws IOException {
        int before = unfinished.sumFrom(position);
        for (int look = 0; look < LOOKS; look++) {
            pause.run();
            var whole = lookAnew();
            if (whole.isPresent()) {
                return whole;
            }
        }
        boolean changes = unfinished.sumFrom(position) != before;
        findings.add(
                changes ? Finding.Kind.BEING_WRITTEN : Finding.Kind.TORN_TAIL,
                segment.path(),
                position,
                lost,
                "the log ends in a record that is not whole");
        return Optional.empty();
    }

    private void take(RecordWindow.Found found) throws IOException {
        var record = found.header();
        if (record.version() > LogFormat.VERSION) {
            foreign(record, "record version " + record.version());
        } else if (record.isTransaction()) {
            transaction(found);
        } else if (record.type() == LogFormat.TYPE_SEAL) {
            skipTo(record.lsn() + 1);
            sequence.takeSeal(record).ifPresent(wrong -> damage(record, wrong));
        } else {
            foreign(record, "record type " + record.type());
        }
    }

    private void foreign(RecordHeader record, String what) {
        findings.add(
                Finding.Kind.FOREIGN,
                segment.path(),
                position,
                record.lsn(),
                what + " is not known here");
    }

    private void damage(RecordHeader record, String what) {
        findings.damage(segment.path(), position, record.lsn(), what);
    }

    private void transaction(RecordWindow.Found found) throws IOException {
        var record = found.header();
        if (record.lsn() <= sequence.lsn()) {
            var what = "the record is out of its place: it follows LSN " + sequence.lsn();
            damage(record, what);
            return;
        }
        skipTo(record.lsn());
        try {
            var ops = Transaction.opsIn(found.body(), record.opCount());
            sequence.take(record, ops, found.body()).forEach(wrong -> damage(record, wrong));
            visitor.transaction(found, ops);
        } catch (UnsupportedFormatException e) {
            foreign(record, "the transaction (" + e.getMessage() + ")");
            lose(record, String.valueOf(e.getMessage()));
        } catch (KernelException e) {
            damage(record, String.valueOf(e.getMessage()));
            lose(record, String.valueOf(e.getMessage()));
        }
    }

    private void skipTo(long lsn) throws IOException {
        long expected = sequence.lsn() + 1;
        if (lsn > expected) {
            var what =
                    "LSN %d is expected, and what follows shows that LSN %d was written"
                            .formatted(expected, lsn - 1);
            if (!gapFound) {
                findings.damage(segment.path(), position, expected, what);
            }
            visitor.lost(lost(expected, lsn - 1, what));
            sequence.lose(lsn - 1);
        }
        gapFound = false;
    }

    private void lose(RecordHeader record, String why) throws IOException {
        visitor.lost(lost(record.lsn(), record.lsn(), why));
        sequence.pass(record);
    }

    private Lost lost(long first, long through, String why) {
        return new Lost(first, through, segment.path(), position, why, List.of());
    }
}
