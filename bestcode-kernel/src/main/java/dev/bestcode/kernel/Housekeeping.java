package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
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
    private long redactingState = -1;
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
        var state = publication.state();
        if (publication.forcedLsn() == state.lsn() && !isBusy() && dropsPending(state)) {
            redact(state);
        }
    }

    /// Whether retention is being carried out, so that it is to be looked at again soon.
    boolean isBusy() {
        return redaction.filter(work -> !work.isDone()).isPresent();
    }

    /// Carry it out to the end.
    void beforeClose(Publication publication) {
        redaction.ifPresent(UpkeepWorker::await);
        redactingState = -1;
        carryOutRetention(publication);
    }

    private boolean dropsPending(State state) {
        redaction.filter(Future::isDone).ifPresent(this::conclude);
        return state.runs().droppedLsn() > redactedLsn && state.lsn() != redactingState;
    }

    private void conclude(Future<?> work) {
        if (work.state() == Future.State.SUCCESS) {
            redactedLsn = redactingLsn;
        } else {
            redactingState = -1; // tried again at the next look
        }
        redaction = Optional.empty();
    }

    private RetentionPlan plan(State state) {
        return new RetentionPlan(state, redactedLsn);
    }

    /// What is complete is settled here: a segment that is completed later may hold what this state
    /// does not know.
    /// @param state the newest, on stable storage
    private void redact(State state) {
        var all = store.segments();
        var complete = all.subList(0, all.size() - 1);
        var plan = plan(state);
        var work = new Redaction(storage, options, store);
        deleteBlobs(state);
        redactingState = state.lsn();
        redactingLsn = complete.isEmpty() ? 0 : complete.getLast().lastLsn();
        redaction = Optional.of(worker.start("retention", () -> work.run(state, plan, complete)));
    }

    /// Here, because only here is it sure that no commit has come in between.
    private void deleteBlobs(State state) {
        try {
            blobs.deleteUnneeded(state);
        } catch (IOException e) { // tried again when the occasion comes again
            worker.report("deleting blobs", e);
        }
    }
}
