package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// Decides when the log needs a next segment, a snapshot, or retention carried out, and has it done
/// beside the commits. Called by the log thread alone.
final class Housekeeping {
    private final KernelOptions options;
    private final LogStore store;
    private final UpkeepWorker worker;
    private final NextSegment next;
    private final Snapshots snapshots;
    private final Expiry expiry;
    private final Pruning pruning;
    private Optional<Future<?>> snapshot = Optional.empty();
    private long snapshotAtBytes;

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
        this.options = options;
        this.store = store;
        this.worker = worker;
        this.next = next;
        this.snapshots = new Snapshots(storage);
        this.expiry = new Expiry(options);
        this.pruning = new Pruning(storage, options, store, blobs, worker);
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

    Pruning pruning() {
        return pruning;
    }
}
