package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Applies the log again, and checks what only a state can tell: that each transaction fits, its
/// stamps, and the content by its hashes.
final class ReplayCheck implements LogVisitor {
    private final String where;
    private final Findings findings;

    /// What the state reads content through.
    private final LogStore store;

    /// The same without blobs, which may have gone by now.
    private final LogStore withoutBlobs;

    private final Set<Long> wantedHashes;
    private final Map<Long, Digest> hashes = new HashMap<>();
    private final Map<Digest, Integer> blobs = new HashMap<>();
    private final List<Indexed> indexed = new ArrayList<>();
    private State state;
    private boolean complete = true;

    /// @param wantedHashes LSNs at which the state's hash is wanted
    ReplayCheck(KernelStorage storage, Findings findings, Set<Long> wantedHashes) {
        this.where = storage.name();
        this.findings = findings;
        this.store = new LogStore(where, blob -> BlobFile.read(storage, blob));
        this.withoutBlobs = new LogStore(where, _ -> Optional.of(Bytes.EMPTY));
        this.wantedHashes = wantedHashes;
        this.state = State.empty(store);
    }

    /// A segment, and the index that its records make.
    private record Indexed(SurveyedSegment segment, GrowingIndex index) {}

    /// After the last transaction that could be applied.
    State state() {
        return state;
    }

    /// Whether the state is that of the whole log.
    boolean isComplete() {
        return complete;
    }

    /// Whether the log makes another state of the same LSN; false when it was not wanted there.
    boolean isAnother(State snapshot) {
        var hash = hashes.get(snapshot.lsn());
        return hash != null && !hash.equals(Digest.of(snapshot.hash()));
    }

    /// Sizes of the blobs that ops name.
    Map<Digest, Integer> blobs() {
        return blobs;
    }

    @Override
    public void begin(SurveyedSegment segment) throws IOException {
        var index = new GrowingIndex(segment.firstLsn());
        indexed.add(new Indexed(segment, index));
        var path = where + "/" + segment.path();
        var readable = new LogSegment(segment.header(), segment.file(), path, index);
        store.add(readable);
        withoutBlobs.add(readable);
    }

    @Override
    public void lost(Lost lost) {
        complete = false;
    }

    @Override
    public void transaction(RecordWindow.Found found, List<LoggedOp> ops) {
        checkContent(found, ops);
        if (complete) {
            apply(found, ops);
        }
        var index = indexed.getLast().index();
        if (index.lastLsn() + 1 == found.header().lsn()) {
            index.add(ops, found.position());
        }
    }

    private void checkContent(RecordWindow.Found found, List<LoggedOp> ops) {
        for (int slot = 0; slot < ops.size(); slot++) {
            var frame = ops.get(slot).frame();
            if (frame.form() == ContentForm.INLINE && !frame.holds(found.body())) {
                damage(found, "the content of op %d has another SHA-256".formatted(slot));
            }
            if (frame.form() == ContentForm.BLOB) {
                blobs.put(frame.sha256(), frame.contentLength());
            }
        }
    }

    private void apply(RecordWindow.Found found, List<LoggedOp> ops) {
        var record = found.header();
        try {
            var change = new StateChange(state, record.lsn(), record.timeMillis());
            var stamps = new Stamps(change, withoutBlobs);
            var body = found.bodyBytes();
            for (int slot = 0; slot < ops.size(); slot++) {
                var op = ops.get(slot);
                var frame = stamps.stamp(op, body).frame();
                if (!frame.equals(op.frame())) {
                    damage(found, "op %d is stamped with another run or link".formatted(slot));
                }
                change.apply(op, slot);
            }
            state = change.result(record.chain());
            if (wantedHashes.contains(record.lsn())) {
                hashes.put(record.lsn(), Digest.of(state.hash()));
            }
        } catch (CommitRejectedException e) {
            complete = false;
            damage(found, "it does not fit the state before it: " + e.getMessage());
        } catch (KernelException e) {
            complete = false;
            damage(found, String.valueOf(e.getMessage()));
        }
    }

    private void damage(RecordWindow.Found found, String what) {
        var segment = indexed.getLast().segment();
        findings.damage(segment.path(), found.position(), found.header().lsn(), what);
    }

    /// The index that a complete segment's file beside it should be.
    /// @param number of the segment, from 0
    /// @return empty when not all of the segment could be read
    Optional<GrowingIndex> index(int number) {
        var made = indexed.get(number);
        long next = indexed.get(number + 1).segment().firstLsn();
        return Optional.of(made.index()).filter(index -> index.lastLsn() + 1 == next);
    }
}
