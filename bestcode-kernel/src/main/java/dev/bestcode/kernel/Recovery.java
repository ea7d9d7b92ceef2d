package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
    private final StateReplay state;
    private final boolean owner;
    private final Upkeep upkeep;
    private boolean sealed = true;
    private long replayedBytes;

    private Recovery(
            KernelStorage storage, LogStore store, State from, boolean owner, Upkeep upkeep) {
        this.storage = storage;
        this.store = store;
        this.state = new StateReplay(from);
        this.owner = owner;
        this.upkeep = upkeep;
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
    /// @param upkeep whether records are read ahead, on a thread beside this one
    /// @throws KernelException when the log is damaged or of a newer format
    static Recovered run(
            KernelStorage storage,
            LogStore store,
            List<SegmentHeader> segments,
            State from,
            boolean owner,
            Upkeep upkeep)
            throws IOException {
        var recovery = new Recovery(storage, store, from, owner, upkeep);
        for (int i = 0; i < segments.size() - 1; i++) {
            recovery.complete(segments.get(i), segments.get(i + 1).firstLsn());
        }
        return recovery.last(segments.getLast());
    }

    /// A segment with others behind it.
    private void complete(SegmentHeader header, long nextFirst) throws IOException {
        if (nextFirst - 1 <= state.lsn()) {
            var segment = LogSegment.openSealed(storage, header, owner);
            store.add(segment);
            requireLast(segment.lastLsn(), nextFirst - 1, segment.where(), 0);
            return;
        }
        var path = LogNames.of(header).index();
        var file = storage.openForReading(LogNames.of(header).segment());
        var growing = new GrowingIndex(header.firstLsn());
        var segment = open(header, file, growing);
        var present =
                IndexFiles.open(storage, path, file, header, owner)
                        .filter(index -> index.lastLsn() == nextFirst - 1);
        if (present.isPresent()) {
            segment.seal(present.get());
            complete(segment, Optional.empty(), nextFirst);
        } else {
            complete(segment, Optional.of(growing), nextFirst);
            if (owner) {
                segment.seal(IndexFiles.seal(storage, path, growing, header));
            }
        }
    }

    private void complete(LogSegment segment, Optional<GrowingIndex> index, long nextFirst)
            throws IOException {
        var replay = replay(segment, index);
        var window = segment.window(RecordWindow.SCAN_BYTES);
        if (window.skipZeros(replay.position()) < window.size()) {
            throw replay.damaged(
                    "the record is damaged; a later segment shows that it had been acknowledged");
        }
        requireLast(replay.lsn(), nextFirst - 1, segment.where(), replay.position());
    }

    private LogSegment open(SegmentHeader header, StorageFile file, SegmentIndex index)
            throws IOException {
        var segment = new LogSegment(header, file, where(header), index);
        store.add(segment);
        return segment;
    }

    private SegmentReplay replay(LogSegment segment, Optional<GrowingIndex> index)
            throws IOException {
        var replay = new SegmentReplay(segment, index, state, sealed);
        var records = RecordSource.of(segment.window(RecordWindow.SCAN_BYTES));
        switch (upkeep) {
            case INLINE -> replay.run(records);
            case BESIDE -> {
                try (var ahead = ReadAhead.of(records)) {
                    replay.run(ahead);
                }
            }
        }
        sealed = replay.sealed();
        replayedBytes += replay.appliedBytes();
        return replay;
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

    private Recovered last(SegmentHeader header) throws IOException {
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
        var segment = open(header, file, growing);
        var replay = replay(segment, Optional.of(growing));
        if (growing.lastLsn() < state.lsn()) {
            throw replay.damaged(
                    "the log ends here, and a snapshot of LSN %d shows that there was more"
                            .formatted(state.lsn()));
        }
        var window = segment.window(RecordWindow.SCAN_BYTES);
        long firstBad = window.skipZeros(replay.position());
        boolean torn = firstBad < window.size();
        if (torn) {
            replay.refuseIfAcknowledged(window, firstBad);
        }
        return new Recovered(
                state.state(),
                segment,
                growing,
                forcedEnd(replay, window, growing),
                replay.position(),
                torn,
                replayedBytes,
                sealed && !torn);
    }

    /// The end of the last transaction that a record says was forced.
    private static long forcedEnd(SegmentReplay replay, RecordWindow window, GrowingIndex index)
            throws IOException {
        long last = Math.min(replay.forced(), replay.lsn());
        if (last < index.firstLsn()) {
            return LogFormat.SEGMENT_HEADER_BYTES;
        }
        long at = index.position(last);
        return at + window.headerAt(at).orElseThrow().length();
    }

    static KernelDamagedException damaged(String where, long position, long lsn, String what) {
        return new KernelDamagedException(
                "%s: byte %d, LSN %d: %s. Nothing has been changed, and everything up to LSN %d is whole. Copy the data directory, then run 'bestcode kernel repair' on it."
                        .formatted(where, position, lsn, what, lsn - 1),
                where,
                position,
                lsn);
    }
}
