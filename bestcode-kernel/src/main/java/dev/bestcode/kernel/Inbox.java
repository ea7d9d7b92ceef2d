package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.KernelException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bounded queue before the log thread. Whether it takes more is decided under its own lock, so
/// no commit can slip in behind the last look and wait for ever.
final class Inbox {
    /// More waiting commits would only hold memory: the log thread takes all there is at once.
    private static final int WAITING_MAX = 1024;

    /// Nor may their bytes fill the heap.
    private static final long WAITING_BYTES_MAX = Runtime.getRuntime().maxMemory() / 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
    private Optional<CommitOutcomeUnknownException> failure = Optional.empty();
    private List<Submission> handedOver = List.of();
    private long waitingBytes;
    private boolean closed;

    /// Wait for room, then queue.
    /// @throws KernelException when the kernel is closed or has failed
    void put(Submission submission) {
        lock.lock();
        try {
            while (true) {
                requireOpen();
                if (waiting.size() < WAITING_MAX && waitingBytes < WAITING_BYTES_MAX) {
                    waiting.add(submission);
                    waitingBytes += bytes(submission);
                    changed.signal();
                    return;
                }
                room.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (failure.isPresent()) {
            throw new CommitOutcomeUnknownException(
                    String.valueOf(failure.get().getMessage()), failure.get());
        }
        if (closed) {
            throw new KernelException("the kernel is closed; open it again to commit");
        }
    }

    /// Wait for work.
    /// @param idle how long
    /// @return up to `bytes` of it and one more; nothing after an idle wait; empty once closed
    Optional<List<Submission>> take(Duration idle, int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                if (closed) {
                    return Optional.empty();
                }
                if (changed.awaitNanos(idle.toNanos()) <= 0) {
                    return Optional.of(drain(bytes));
                }
            }
            return Optional.of(drain(bytes));
        } finally {
            lock.unlock();
        }
    }

    /// What waits already.
    /// @return up to `bytes` of it and one more; nothing of none
    List<Submission> takeWaiting(int bytes) {
        lock.lock();
        try {
            return drain(bytes);
        } finally {
            lock.unlock();
        }
    }

    /// All memory is had before anything leaves the queue, and what has left it is remembered: an
    /// OutOfMemoryError must not lose a caller.
    private List<Submission> drain(int bytes) {
        var batch = new ArrayList<Submission>(waiting.size());
        handedOver = batch;
        for (long taken = 0; taken < bytes && !waiting.isEmpty(); ) {
            var submission = waiting.remove();
            taken += bytes(submission);
            waitingBytes -= bytes(submission);
            batch.add(submission);
        }
        room.signalAll();
        return batch;
    }

    private static int bytes(Submission submission) {
        return submission.transaction().body().length;
    }

    /// Take no more; what waits is still served.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Take no more, and answer what waits with the failure.
    void fail(CommitOutcomeUnknownException cause) {
        lock.lock();
        try {
            failure = Optional.of(cause);
            handedOver.forEach(submission -> submission.fail(cause));
            waiting.forEach(submission -> submission.fail(cause));
            waiting.clear();
            waitingBytes = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void awaitClose() {
        lock.lock();
        try {
            while (!closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
