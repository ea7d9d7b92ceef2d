package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelFullException;

import java.util.concurrent.CountDownLatch;

/// One commit on its way through the log thread, and the caller waiting for it.
final class Submission {
    private final Transaction transaction;
    private final Force force;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Answer answer = new Waiting();

    Submission(Transaction transaction, Force force) {
        this.transaction = transaction;
        this.force = force;
    }

    private sealed interface Answer {}

    private record Waiting() implements Answer {}

    private record Accepted(Committed committed) implements Answer {}

    private record Rejected(String reason) implements Answer {}

    private record Refused(KernelFullException cause) implements Answer {}

    private record Unread(KernelException cause) implements Answer {}

    private record Failed(CommitOutcomeUnknownException cause) implements Answer {}

    Transaction transaction() {
        return transaction;
    }

    Force force() {
        return force;
    }

    void accept(Committed committed) {
        settle(new Accepted(committed));
    }

    void reject(String reason) {
        settle(new Rejected(reason));
    }

    void refuse(KernelFullException cause) {
        settle(new Refused(cause));
    }

    /// The log could not be read where the transaction needs it.
    void unread(KernelException cause) {
        settle(new Unread(cause));
    }

    void fail(CommitOutcomeUnknownException cause) {
        settle(new Failed(cause));
    }

    /// The first answer stands. Called by the log thread alone.
    private void settle(Answer settled) {
        if (done.getCount() > 0) {
            answer = settled;
            done.countDown();
        }
    }

    /// Wait, whatever interrupts: leaving early would not take the transaction back.
    /// The exceptions are made here, so that their traces show the caller.
    Committed await() {
        Uninterruptibly.run(done::await);
        return switch (answer) {
            case Accepted(var committed) -> committed;
            case Rejected(var reason) -> throw new CommitRejectedException(reason);
            case Refused(var cause) ->
                    throw new KernelFullException(String.valueOf(cause.getMessage()), cause);
            case Unread(var cause) ->
                    throw new KernelException(String.valueOf(cause.getMessage()), cause);
            case Failed(var cause) ->
                    throw new CommitOutcomeUnknownException(
                            String.valueOf(cause.getMessage()), cause);
            case Waiting() -> throw new IllegalStateException("woken without an answer");
        };
    }
}
