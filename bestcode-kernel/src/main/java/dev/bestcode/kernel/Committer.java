package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelFullException;
import dev.bestcode.api.kernel.KernelOp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Group commit: take what waits, stage it against the state so far, write once, force once,
/// publish, wake the callers; the next batch gathers meanwhile. What comes while others are staged
/// joins their force, which it would have to wait for anyway. Runs on the log thread.
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
    private final LogWriter log;
    private final LogStore store;
    private final Publication publication;
    private final Housekeeping housekeeping;
    private final CommitOutcomeUnknownException lastWords;
    private final List<Staged> staged = new ArrayList<>();
    private List<Submission> inWork = new ArrayList<>();
    private State newest;
    private boolean sealed;

    Committer(
            String where,
            KernelOptions options,
            LogWriter log,
            LogStore store,
            Publication publication,
            Housekeeping housekeeping) {
        this.where = where;
        this.options = options;
        this.log = log;
        this.store = store;
        this.publication = publication;
        this.housekeeping = housekeeping;
        this.newest = publication.state();
        this.lastWords =
                new CommitOutcomeUnknownException(
                        where
                                + ": the log has stopped. Whether the newest commits are on the disk is unknown; close the kernel and open it again to see.",
                        new OutOfMemoryError("no memory to say more"));
    }

    private record Staged(Submission submission, long lsn) {}

    /// Serve until the inbox is closed and empty.
    /// @throws KernelException when the log failed; everybody who waited has been told
    void serve(Inbox inbox, boolean startsSealed) {
        sealed = startsSealed;
        try {
            settle();
            while (true) {
                var batch = inbox.take(rests() ? Expiry.INTERVAL : IDLE, BATCH_BYTES);
                if (batch.isEmpty()) {
                    finish();
                    return;
                }
                if (batch.get().isEmpty()) {
                    settle();
                } else {
                    process(inbox, batch.get());
                }
            }
        } catch (Throwable e) { // an Error too: half a batch may be written
            throw failStop(inbox, e);
        }
    }

    private void process(Inbox inbox, List<Submission> first) throws IOException {
        inWork = new ArrayList<>(first);
        int bytesLeft = BATCH_BYTES;
        for (int at = 0; at < inWork.size(); at++) {
            bytesLeft -= inWork.get(at).transaction().body().length;
            take(inWork.get(at));
            if (at == inWork.size() - 1) {
                inWork.addAll(inbox.takeWaiting(bytesLeft));
            }
        }
        flush();
        housekeeping.afterBatch(log, publication);
    }

    private void take(Submission submission) throws IOException {
        if (Stamps.lookBack(submission.transaction(), newest.threadTable())) {
            flush();
        }
        if (makeRoom(submission)) {
            stage(submission);
        }
    }

    /// @return whether the submission can be staged; if not, it has been answered
    private boolean makeRoom(Submission submission) throws IOException {
        int length = RecordHeader.lengthWith(submission.transaction());
        if (log.fits(length)) {
            return true;
        }
        flush();
        try {
            log.prepareRoll(length);
        } catch (IOException e) {
            return fitsReserve(submission, length, e);
        }
        roll();
        housekeeping.pruning().carryOut(publication); // a log that never rests prunes too
        return true;
    }

    private boolean fitsReserve(Submission submission, int length, IOException full) {
        if (submission.transaction().frees() && log.fitsReserve(length)) {
            return true;
        }
        submission.refuse(
                new KernelFullException(
                        "%s: there is no room for more log (%s). Nothing has changed; make room, then commit again."
                                .formatted(where, full.getMessage()),
                        full));
        return false;
    }

    private void roll() throws IOException {
        log.roll(newest, sealed);
        sealed = true;
        publication.publish(newest, newest.lsn());
    }

    private void stage(Submission submission) {
        var transaction = submission.transaction();
        long lsn = newest.lsn() + 1;
        long time = Math.max(newest.timeMillis(), options.nowMillis());
        try {
            var change = new StateChange(newest, lsn, time);
            var ops = new Stamps(change, store).apply(transaction);
            var chain = Chain.next(newest.chain(), lsn, time, ops.size(), transaction.digest());
            var header =
                    RecordHeader.transaction(
                            transaction, lsn, publication.forcedLsn(), time, chain);
            log.gather(header, transaction, ops);
            newest = change.result(chain);
            staged.add(new Staged(submission, lsn));
        } catch (CommitRejectedException e) { // alone: it has neither changed nor logged a thing
            submission.reject(String.valueOf(e.getMessage()));
        } catch (KernelException e) { // alone too: what it is linked to cannot be read
            submission.unread(
                    new KernelException(
                            "%s. Nothing has changed by this commit.".formatted(e.getMessage()),
                            e));
        }
    }

    /// Write what is staged, force it if anybody waits for that, and tell.
    private void flush() throws IOException {
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
        staged.clear();
    }

    private void forceAndPublish() throws IOException {
        log.force();
        publication.publish(newest, newest.lsn());
    }

    private boolean rests() {
        return settled() && !housekeeping.pruning().isBusy();
    }

    private boolean settled() {
        return sealed && publication.forcedLsn() == newest.lsn();
    }

    /// Nothing came for a while. Force what is written, and say so in the log: without a seal, the
    /// last acknowledged record could not be told from a torn one. The seal itself waits for the
    /// next force. Then look after what retention asks.
    private void settle() throws IOException {
        seal();
        housekeeping.afterBatch(log, publication);
        var expired = housekeeping.expired(newest);
        if (expired.isPresent()) {
            take(own(expired.get()));
            flush();
            seal();
        }
        if (housekeeping.pruning().needsRoll(publication.state(), log)) {
            rollForRetention();
        }
        housekeeping.pruning().carryOut(publication);
    }

    private Submission own(List<KernelOp> ops) {
        return new Submission(Transaction.encode(ops, _ -> Digest.NONE), Force.NOW);
    }

    private void seal() throws IOException {
        if (publication.forcedLsn() < newest.lsn()) {
            forceAndPublish();
        }
        if (!sealed) {
            log.gatherSeal(newest);
            log.write();
            sealed = true;
        }
    }

    /// Content can only leave a segment that is complete.
    private void rollForRetention() throws IOException {
        try {
            log.prepareSmallRoll();
        } catch (IOException full) {
            return; // a later look finds more room
        }
        roll();
    }

    private void finish() throws IOException {
        settle();
        log.force();
        housekeeping.pruning().beforeClose(publication);
    }

    /// When even the words fail, for want of memory, those said before must do: somebody waits.
    private CommitOutcomeUnknownException describe(Throwable cause) {
        try {
            return new CommitOutcomeUnknownException(
                    "%s: the log has stopped at a failed write or force (%s). Whether commits after LSN %d are on the disk is unknown; close the kernel and open it again to see."
                            .formatted(where, cause, publication.forcedLsn()),
                    cause);
        } catch (Throwable again) {
            return lastWords;
        }
    }

    private KernelException failStop(Inbox inbox, Throwable cause) {
        var failure = describe(cause);
        inbox.fail(failure);
        inWork.forEach(submission -> submission.fail(failure));
        inbox.awaitClose(); // readers go on until then
        return failure;
    }
}
