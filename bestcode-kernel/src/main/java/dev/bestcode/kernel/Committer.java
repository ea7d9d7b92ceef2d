package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Group commit: take what waits, stage it against the state so far, write once, force once,
/// publish, wake the callers; the next batch gathers meanwhile. Runs on the log thread.
///
/// Fail-stop: after a failed write or force nothing is written any more, and a force is never tried
/// again, for a second one may succeed without the pages that the first one lost.
/// @see "Rebello et al., Can Applications Recover from fsync Failures?, USENIX ATC 2020"
final class Committer {
    /// Bounds a batch, and so the time that its first caller waits for the others' bytes.
    static final int BATCH_BYTES = 1 << 20;

    /// Idle for this long, the log is forced without a caller that asks, and sealed.
    private static final Duration IDLE = Duration.ofMillis(50);

    private final String where;
    private final KernelOptions options;
    private final LogFile log;
    private final Publication publication;
    private List<Submission> inWork = List.of();
    private State newest;
    private boolean sealed;

    Committer(String where, KernelOptions options, LogFile log, Publication publication) {
        this.where = where;
        this.options = options;
        this.log = log;
        this.publication = publication;
        this.newest = publication.state();
    }

    private record Staged(Submission submission, long lsn) {}

    /// Serve until the inbox is closed and empty.
    /// @throws KernelException when the log failed; everybody who waited has been told
    void serve(Inbox inbox, boolean startsSealed) {
        sealed = startsSealed;
        try {
            while (true) {
                var idle = settled() ? Optional.<Duration>empty() : Optional.of(IDLE);
                var batch = inbox.take(idle, BATCH_BYTES);
                if (batch.isEmpty()) {
                    finish();
                    return;
                }
                if (batch.get().isEmpty()) {
                    settle();
                } else {
                    process(batch.get());
                }
            }
        } catch (Throwable e) { // an Error too: half a batch may be written
            throw failStop(inbox, e);
        }
    }

    private void process(List<Submission> batch) throws IOException {
        inWork = batch;
        var staged = stageAll(batch);
        if (staged.isEmpty()) {
            return;
        }
        log.write();
        sealed = false;
        if (options.durability() == Durability.SYNC
                && staged.stream().anyMatch(s -> s.submission().force() == Force.NOW)) {
            forceAndPublish();
        } else {
            publication.publish(newest, publication.forcedLsn());
        }
        staged.forEach(s -> s.submission().accept(new Committed(s.lsn())));
    }

    private List<Staged> stageAll(List<Submission> batch) {
        var staged = new ArrayList<Staged>(batch.size());
        for (var submission : batch) {
            try {
                newest = stage(submission.transaction(), newest);
                staged.add(new Staged(submission, newest.lsn()));
            } catch (
                    CommitRejectedException e) { // alone: it has neither changed nor logged a thing
                submission.reject(String.valueOf(e.getMessage()));
            }
        }
        return staged;
    }

    private State stage(Transaction transaction, State before) {
        long lsn = before.lsn() + 1;
        long time = Math.max(before.timeMillis(), options.clock().instant().toEpochMilli());
        var after = before.after(transaction, lsn, time, log.nextBody());
        var header = RecordHeader.transaction(transaction, lsn, publication.forcedLsn(), time);
        log.gather(header, transaction.body());
        return after;
    }

    private void forceAndPublish() throws IOException {
        log.force();
        publication.publish(newest, newest.lsn());
    }

    private boolean settled() {
        return sealed && publication.forcedLsn() == newest.lsn();
    }

    /// Force what is written, and say so in the log: without a seal, the last acknowledged record
    /// could not be told from a torn one. The seal itself waits for the next force.
    private void settle() throws IOException {
        if (publication.forcedLsn() < newest.lsn()) {
            forceAndPublish();
        }
        if (!sealed) {
            log.gather(RecordHeader.seal(newest.lsn(), newest.timeMillis()), new byte[0]);
            log.write();
            sealed = true;
        }
    }

    private void finish() throws IOException {
        settle();
        log.force();
    }

    private KernelException failStop(Inbox inbox, Throwable cause) {
        var failure =
                new KernelException(
                        "%s: the log has stopped at a failed write or force (%s). Whether commits after LSN %d are on the disk is unknown; close the kernel and open it again to see."
                                .formatted(where, cause, publication.forcedLsn()),
                        cause);
        inbox.fail(failure);
        inWork.forEach(submission -> submission.fail(failure));
        inbox.awaitClose(); // readers go on until then
        return failure;
    }
}
