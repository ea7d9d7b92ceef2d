package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;

/// Has retention carried out beside the commits, one piece of work after the other. Called by the
/// log thread alone.
///
/// A piece that failed may have written most of a segment before it found the disk full. So after
/// the first failure one occasion is left out, after the next one two, and so on; at the close it
/// is tried in any case.
final class Pruning {
    private static final int LEFT_OUT_MAX = 64;

    private final KernelStorage storage;
    private final KernelOptions options;
    private final LogStore store;
    private final BlobStore blobs;
    private final UpkeepWorker worker;
    private final LeftContent left = new LeftContent();
    private Optional<Future<?>> work = Optional.empty();
    private long workingState = -1;
    private long workingLsn;
    private long doneLsn;
    private int leaveOutNext = 1;
    private int leftOut;

    Pruning(
            KernelStorage storage,
            KernelOptions options,
            LogStore store,
            BlobStore blobs,
            UpkeepWorker worker) {
        this.storage = storage;
        this.options = options;
        this.store = store;
        this.blobs = blobs;
        this.worker = worker;
    }

    /// Whether the segment that is written to holds content that has to go.
    boolean needsRoll(State forced, LogWriter log) {
        return dropsPending(forced) && plan(forced).needsRoll(log.segmentFirstLsn());
    }

    /// Begin, unless it is under way.
    void carryOut(Publication publication) {
        var state = publication.state();
        if (publication.forcedLsn() == state.lsn() && !isBusy() && dropsPending(state)) {
            if (leftOut > 0) {
                leftOut--;
            } else {
                start(state);
            }
        }
    }

    /// Whether it is under way, so that it is to be looked at again soon.
    boolean isBusy() {
        return work.filter(begun -> !begun.isDone()).isPresent();
    }

    /// Carry it out to the end.
    void beforeClose(Publication publication) {
        work.ifPresent(UpkeepWorker::await);
        work.ifPresent(this::conclude);
        workingState = -1;
        leftOut = 0;
        carryOut(publication);
    }

    private boolean dropsPending(State state) {
        work.filter(Future::isDone).ifPresent(this::conclude);
        return state.runs().droppedLsn() > doneLsn && state.lsn() != workingState;
    }

    private void conclude(Future<?> done) {
        if (done.state() == Future.State.SUCCESS) {
            doneLsn = workingLsn;
            leaveOutNext = 1;
        } else {
            workingState = -1;
            leftOut = leaveOutNext;
            leaveOutNext = Math.min(2 * leaveOutNext, LEFT_OUT_MAX);
        }
        work = Optional.empty();
    }

    private RetentionPlan plan(State state) {
        return new RetentionPlan(state, doneLsn, left);
    }

    /// What is complete is settled here: a segment that is completed later may hold what this state
    /// does not know.
    /// @param state the newest, on stable storage
    private void start(State state) {
        var all = store.segments();
        var complete = all.subList(0, all.size() - 1);
        var plan = plan(state);
        var redaction = new Redaction(storage, options, store);
        deleteBlobs(state);
        workingState = state.lsn();
        workingLsn = complete.isEmpty() ? 0 : complete.getLast().lastLsn();
        work =
                Optional.of(
                        worker.start(
                                "retention",
                                () -> {
                                    left.keepOnly(complete);
                                    redaction.run(state, plan, complete);
                                }));
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
