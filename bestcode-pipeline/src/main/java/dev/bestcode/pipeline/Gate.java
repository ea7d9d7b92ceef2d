package dev.bestcode.pipeline;

import dev.bestcode.api.control.QueueFullException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts messages that have not ended, so that submitters can be turned away and a close can wait.
/// Nobody inside the pipeline ever waits here: only what comes from outside is held up.
final class Gate {
    private final int queueMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int unfinished;
    private int running;
    private boolean closed;

    Gate(int queueMax) {
        this.queueMax = queueMax;
    }

    /// Take a place for a message from outside; [#finish] gives it back.
    /// @throws QueueFullException when as many wait as may
    /// @throws IllegalStateException when closed
    void reserve() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the pipeline is closed; it takes no more tasks");
            }
            if (unfinished - running >= queueMax) {
                throw new QueueFullException(queueMax);
            }
            unfinished++;
        } finally {
            lock.unlock();
        }
    }

    void add(int messages) {
        change(messages, 0);
    }

    void finish(int messages) {
        change(-messages, 0);
    }

    void handlerStarted() {
        change(0, 1);
    }

    void handlerEnded() {
        change(0, -1);
    }

    /// @return whether this was the first close
    boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// @return whether everything ended in time
    boolean awaitIdle(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(time);
            while (isBusy() && left > 0) {
                left = idle.awaitNanos(left);
            }
            return !isBusy();
        } finally {
            lock.unlock();
        }
    }

    /// A run that was given up counts no more, but the handlers that it began do until they end.
    private boolean isBusy() {
        return unfinished > 0 || running > 0;
    }

    private void change(int messages, int handlers) {
        lock.lock();
        try {
            unfinished += messages;
            running += handlers;
            if (!isBusy()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
