package dev.bestcode.pipeline;

import dev.bestcode.api.message.Failure;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Carries a stop to the worker of one lane. The worker can be interrupted inside [#interruptibly]
/// and nowhere else, so a stop never meets it in a commit.
final class StopSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch waitsEnded = new CountDownLatch(1);
    private @Nullable Thread worker;
    private boolean raised;

    /// Interrupt what is under way, and let nothing begin.
    void raise() {
        endWaits();
        lock.lock();
        try {
            raised = true;
            if (worker != null) {
                worker.interrupt();
                worker = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// End waits for a retry alone.
    void endWaits() {
        waitsEnded.countDown();
    }

    /// @return whether the wait was ended by a stop
    boolean waited(Duration delay) {
        try {
            return waitsEnded.await(TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    Ended interruptibly(Attempt attempt) {
        if (!enter()) {
            return stopped();
        }
        try {
            return attempt.run();
        } catch (InterruptedException e) {
            return stopped();
        } finally {
            leave();
        }
    }

    static Ended.Broke stopped() {
        return Ended.broke(Failure.Kind.STOPPED, "the run was stopped");
    }

    private boolean enter() {
        lock.lock();
        try {
            worker = raised ? null : Thread.currentThread();
            return !raised;
        } finally {
            lock.unlock();
        }
    }

    /// Clears an interrupt that came when the attempt had already ended.
    private void leave() {
        lock.lock();
        try {
            worker = null;
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// Something that ends early when its worker is interrupted.
    interface Attempt {
        Ended run() throws InterruptedException;
    }
}
