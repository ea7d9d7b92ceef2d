package dev.bestcode.pipeline;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalRequest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A question that a call waits with. Whoever settles it first records its end; everybody else
/// comes too late.
final class OpenQuestion {
    private final Message message;
    private final ApprovalRequest request;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<ApprovalAnswer> answer = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    /// The system closes while a question is open. The call stays undelivered and its question
    /// unanswered, for whoever takes the run up again.
    static final class SuspendedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SuspendedException() {
            super("the system closes; the question stays open in the journal");
        }
    }

    OpenQuestion(Message message, ApprovalRequest request) {
        this.message = message;
        this.request = request;
    }

    Message message() {
        return message;
    }

    ApprovalRequest request() {
        return request;
    }

    /// Put the question into the journal. Whoever hears of it there can answer it at once.
    void ask(Runnable recording) {
        lock.lock();
        try {
            recording.run();
        } finally {
            lock.unlock();
        }
    }

    /// @param recording puts the end into the journal; when it throws, nobody can settle it any
    /// more
    /// @return whether this answer is the one that counts
    boolean settle(ApprovalAnswer given, Runnable recording) {
        lock.lock();
        try {
            if (ended.getCount() == 0) {
                return false;
            }
            recording.run();
            answer = Optional.of(given);
            return true;
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        } finally {
            ended.countDown();
            lock.unlock();
        }
    }

    /// Leave it open for good.
    void suspend() {
        lock.lock();
        try {
            if (ended.getCount() > 0) {
                failure = Optional.of(new SuspendedException());
                ended.countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    /// @return empty when nobody has settled it in time
    Optional<ApprovalAnswer> await(Duration limit) throws InterruptedException {
        var nanos = TimeUnit.NANOSECONDS.convert(limit);
        return ended.await(nanos, TimeUnit.NANOSECONDS) ? Optional.of(end()) : Optional.empty();
    }

    /// How it ended.
    /// @throws RuntimeException when its end could not be recorded
    ApprovalAnswer end() {
        lock.lock();
        try {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return answer.orElseThrow();
        } finally {
            lock.unlock();
        }
    }
}
