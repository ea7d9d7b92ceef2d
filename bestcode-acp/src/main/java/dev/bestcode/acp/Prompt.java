package dev.bestcode.acp;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.json.JsonValue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One prompt, from when it was read until it is answered. Safe from any thread.
final class Prompt {
    private final JsonValue request;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch shown = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private Optional<Run> task = Optional.empty();
    private boolean cancelled;
    private volatile boolean left;

    /// @param request the id that its answer bears
    Prompt(JsonValue request) {
        this.request = request;
    }

    JsonValue request() {
        return request;
    }

    /// Its task has begun. It may have been cancelled before that.
    void begun(Run run) {
        lock.lock();
        try {
            task = Optional.of(run);
            if (cancelled) {
                run.stop();
            }
        } finally {
            lock.unlock();
        }
    }

    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            task.ifPresent(Run::stop);
        } finally {
            lock.unlock();
        }
    }

    boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /// The editor has been told the last of it.
    void shown() {
        shown.countDown();
    }

    void awaitShown() throws InterruptedException {
        // Where its end is no event, such as that of a task that was refused and only counted.
        shown.await(Bounds.LAST_EVENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// It is about to be answered, and the next one may come.
    void leave() {
        left = true;
    }

    boolean isLeft() {
        return left;
    }

    /// It is answered.
    void over() {
        over.countDown();
    }

    boolean awaitOver(Duration limit) throws InterruptedException {
        return over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
