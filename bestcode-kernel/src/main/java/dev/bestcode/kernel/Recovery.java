package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.util.List;

/// Brings a log's state back: from the newest snapshot that can be read, then record by record.
///
/// Damage or torn tail: a bad record is only cut when nobody had been told that it is safe. Each
/// record says how far the log had been forced when it was written; so if any whole record,
/// anywhere behind the bad one, says that the bad one's LSN had been forced, it was acknowledged,
/// and the open is refused. A whole record behind it proves nothing by itself: sectors of one
/// unforced batch reach the disk in any order. All segments but the last were forced before the
/// next began, so there every bad record is damage.
/// @see "Alagappan et al., Protocol-Aware Recovery for Consensus-Based Storage, FAST 2018"
final class Recovery {
    private final KernelStorage storage;
    private final LogStore store;
    private State state;
    private boolean sealed = true;
    private long replayedBytes;

    private Recovery(KernelStorage storage, LogStore store, State from) {
        this.storage = storage;
        this.store = store;
        this.state = from;
    }

    /// @param last the segment to go on in, in the store already
    /// @param index of that segment
    /// @param forcedEnd up to here the log itself says that it had been forced
    /// @param end where the next record goes in it
    /// @param torn whether what lies behind `end` is to be overwritten with zeros first
    /// @param replayedBytes of log that were applied
    /// @param sealed whether the last record says that all before it was forced
    record Recovered(
            State state,
            LogSegment last,
            GrowingIndex index,
            long forcedEnd,
            long end,
            boolean torn,
            long replayedBytes,
            boolean sealed) {}

    /// Read the log; nothing is changed but indexes, which are made where they are missing.
    /// @param segments of the log, at least one
    /// @param from a snapshot's state, or the empty one
    /// @param owner whether an index may be written, and the last segment written to
    /// @throws KernelException when the log is damaged or of a newer format
    static Recovered run(
            KernelStorage storage,
            LogStore store,
            List<SegmentHeader> segments,
            State from,
            boolean owner)
            throws IOException {
        var recovery = new Recovery(storage, store, from);
        for (var header : segments.subList(0, segments.size() - 1)) {
            long nextFirst = segments.get(segments.indexOf(header) + 1).firstLsn();
            recovery.complete(header, nextFirst, owner);
        }
        return recovery.last(segments.getLast(), owner);
    }

    /// A segment with others behind it.
    private void complete(SegmentHeader header, long nextFirst, boolean owner) throws IOException {
        if (nextFirst - 1 <= state.lsn()) {
            var segment = LogSegment.openSealed(storage, header, owner);
            store.add(segment);
            requireLast(segment.lastLsn(), nextFirst - 1, segment.where(), 0);
            return;
        }
        var file = storage.openForReading(LogNames.of(header).segment());
        var growing = new GrowingIndex(header.firstLsn());
        var segment = new LogSegment(header, file, where(header), growing);
        store.add(segment);
        var replay = new Replay(segment, growing);
        replay.run();
        if (replay.window.skipZeros(replay.position) < replay.window.size()) {
            throw replay.damaged(
                    "the record is damaged; a later segment shows that it had been acknowledged");
        }
        requireLast(growing.lastLsn(), nextFirst - 1, segment.where(), replay.position);
        var path = LogNames.of(header).index();
        if (owner) {
            segment.seal(
                    storage.exists(path)
                            ? IndexFiles.openOrMake(storage, path, file, header, true)
                            : IndexFiles.seal(storage, path, growing, header));
        }
    }

    private String where(SegmentHeader header) {
        return storage.name() + "/" + LogNames.of(header).segment();
    }

    private static void requireLast(long actual, long expected, String where, long position) {
        if (actual != expected) {
            throw damaged(
                    where,
                    position,
                    actual + 1,
                    "the segment ends at LSN %d, and the next one begins at LSN %d: what was between is missing"
                            .formatted(actual, expected + 1));
        }
    }

    private Recovered last(SegmentHeader header, boolean owner) throws IOException {
        if (header.generation() > 0 || storage.exists(LogNames.of(header).index())) {
            throw damaged(
                    where(header),
                    0,
                    Math.max(header.firstLsn(), header.lastLsn() + 1),
                    "the segment behind it is missing; the last one is no copy and has no index");
        }
        var path = LogNames.of(header).segment();
        var file = owner ? storage.open(path, false) : storage.openForReading(path);
        var growing = new GrowingIndex(header.firstLsn());
        var segment = new LogSegment(header, file, where(header), growing);
        store.add(segment);
        var replay = new Replay(segment, growing);
        replay.run();
        if (growing.lastLsn() < state.lsn()) {
            throw replay.damaged(
                    "the log ends here, and a snapshot of LSN %d shows that there was more"
                            .formatted(state.lsn()));
        }
        long firstBad = replay.window.skipZeros(replay.position);
        boolean torn = firstBad < replay.window.size();
        if (torn) {
            replay.refuseIfAcknowledged(firstBad);
        }
        return new Recovered(
                state,
                segment,
                growing,
                replay.forcedEnd(),
                replay.position,
                torn,
                replayedBytes,
                sealed && !torn);
    }

    private static KernelDamagedException damaged(
            String where, long position, long lsn, String what) {
        return new KernelDamagedException(
                "%s: byte %d, LSN %d: %s. Nothing has been changed, and everything up to LSN %d is whole. Copy the data directory, then run 'bestcode kernel repair' on it."
                        .formatted(where, position, lsn, what, lsn - 1),
                where,
                position,
                lsn);
    }

    /// The walk through one segment.
    private final class Replay {
        private final LogSegment segment;
        private final GrowingIndex index;
        private final RecordWindow window;
        private long position = LogFormat.SEGMENT_HEADER_BYTES;
        private long lsn;
        private long forced;

        Replay(LogSegment segment, GrowingIndex index) {
            this.segment = segment;
            this.index = index;
            this.window = segment.window(RecordWindow.SCAN_BYTES);
            this.lsn = segment.header().firstLsn() - 1;
        }

        void run() throws IOException {
            if (lsn == state.lsn() && !segment.header().chain().equals(state.chain())) {
                throw damaged("the segment does not follow from the one before it");
            }
            for (var found = window.recordAt(position);
                    found.isPresent();
                    found = window.recordAt(position)) {
                take(found.get());
                position = found.get().end();
            }
        }

        private void take(RecordWindow.Found found) {
            var record = found.header();
            if (record.version() > LogFormat.VERSION) {
                throw newer("record version " + record.version());
            }
            switch (record.type()) {
                case LogFormat.TYPE_TRANSACTION -> apply(found);
                case LogFormat.TYPE_SEAL -> expectLsn(record.lsn(), lsn);
                default -> throw newer("record type " + record.type());
            }
            sealed = record.type() == LogFormat.TYPE_SEAL;
            forced = Math.max(forced, record.forcedThrough());
        }

        /// The end of the last transaction that a record says was forced.
        long forcedEnd() throws IOException {
            long last = Math.min(forced, lsn);
            if (last < segment.header().firstLsn()) {
                return LogFormat.SEGMENT_HEADER_BYTES;
            }
            long at = index.position(last);
            return at + window.headerAt(at).orElseThrow().length();
        }

        private UnsupportedFormatException newer(String what) {
            return new UnsupportedFormatException(
                    "%s: byte %d: %s is of a newer format. Nothing has been changed; open it with the newer BestCode."
                            .formatted(segment.where(), position, what));
        }

        private void apply(RecordWindow.Found found) {
            var record = found.header();
            long next = lsn + 1;
            expectLsn(record.lsn(), next);
            try {
                var ops = Transaction.opsIn(found.body(), record.opCount());
                index.add(ops, position);
                if (next > state.lsn()) {
                    state = state.after(ops, next, record.timeMillis(), record.chain());
                    replayedBytes += record.length();
                }
                lsn = next;
            } catch (CommitRejectedException e) {
                throw damaged(
                        "the transaction does not fit the state before it: " + e.getMessage());
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

        void refuseIfAcknowledged(long firstBad) throws IOException {
            long lost = lsn + 1;
            long behind = position + LogFormat.ALIGNMENT_BYTES;
            long at = Math.max(behind, firstBad & -LogFormat.ALIGNMENT_BYTES);
            for (; at < window.size(); at += LogFormat.ALIGNMENT_BYTES) {
                var claim =
                        window.headerAt(at).filter(h -> h.plausible() && h.forcedThrough() >= lost);
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
}
