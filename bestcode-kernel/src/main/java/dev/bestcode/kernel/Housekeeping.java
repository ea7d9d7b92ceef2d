package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// Decides when the log needs a next segment, a snapshot, or retention carried out, and has it done
/// beside the commits. Called by the log thread alone.
final class Housekeeping {
    private final KernelStorage storage;
    private final KernelOptions options;
    private final LogStore store;
    private final BlobStore blobs;
    private final UpkeepWorker worker;
    private final NextSegment next;
    private final Snapshots snapshots;
    private final Expiry expiry;
    private Optional<Future<?>> snapshot = Optional.empty();
    private Optional<Future<?>> redaction = Optional.empty();
    private long snapshotAtBytes;
    private long redactingLsn;
    private long redactedLsn;

    /// @param replayedBytes of log that the open had to read, so as if written since the last
    ///     snapshot
    Housekeeping(
            KernelStorage storage,
            KernelOptions options,
            LogStore store,
            BlobStore blobs,
            UpkeepWorker worker,
            NextSegment next,
            long replayedBytes) {
        this.storage = storage;
        this.options = options;
        this.store = store;
        this.blobs = blobs;
        this.worker = worker;
        this.next = next;
        this.snapshots = new Snapshots(storage);
        this.expiry = new Expiry(options);
        this.snapshotAtBytes = -replayedBytes;
    }

    void afterBatch(LogWriter log, Publication publication) {
        if (log.isHalfFull()) {
            next.prepare(log.nextBytes());
        }
        long since = log.writtenBytes() - snapshotAtBytes;
        if (since >= options.limits().snapshotAfter()
                && publication.forcedLsn() == publication.state().lsn()
                && snapshot.map(Future::isDone).orElse(true)) {
            snapshotAtBytes = log.writtenBytes();
            takeSnapshot(publication.state());
        }
    }

    private void takeSnapshot(State state) {
        long kernelId = store.segments().getFirst().header().kernelId();
        snapshot = Optional.of(worker.start("a snapshot", () -> snapshots.take(kernelId, state)));
    }

    /// Ops that end the runs whose days are over.
    Optional<List<KernelOp>> expired(State state) {
        return expiry.due(state);
    }

    /// Whether the segment that is written to holds content that has to go.
    boolean needsRoll(State forced, LogWriter log) {
        return dropsPending(forced) && plan(forced).needsRoll(log.segmentFirstLsn());
    }

    /// Carry out retention, unless that is under way.
    void carryOutRetention(Publication publication) {
        if (dropsPending(publication.state()) && redaction.map(Future::isDone).orElse(true)) {
            redact(publication);
        }
    }

    /// Carry it out to the end.
    void beforeClose(Publication publication) {
        redaction.ifPresent(UpkeepWorker::await);
        carryOutRetention(publication);
    }

    private boolean dropsPending(State state) {
        if (redaction.map(Future::state).equals(Optional.of(Future.State.SUCCESS))) {
            redactedLsn = redactingLsn;
        }
        return state.runs().droppedLsn() > redactedLsn;
    }

    private RetentionPlan plan(State state) {
        return new RetentionPlan(state, redactedLsn);
    }

    private void redact(Publication publication) {
        var state = publication.state();
        var plan = plan(state);
        var work = new Redaction(storage, options, store, blobs);
        redactingLsn = state.lsn();
        redaction =
                Optional.of(
                        worker.start("retention", () -> work.run(state, plan, publication::state)));
    }
}
