package dev.bestcode.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// One platform thread takes what waits, hands it on as one batch, and wakes those who waited; the
/// next batch gathers meanwhile.
final class GroupCommit<T> implements AutoCloseable {
    private static final int BATCH_MAX = 1024;

    private final ConcurrentLinkedQueue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final Sink<T> sink;
    private final Thread worker;
    private volatile boolean idle;
    private volatile boolean closed;

    /// Makes a batch durable before it returns.
    interface Sink<T> {
        void accept(List<T> batch);
    }

    private enum Outcome {
        WAITING,
        DURABLE,
        FAILED
    }

    private static final class Waiting<T> {
        private final T item;
        private final Thread caller = Thread.currentThread();
        private volatile Outcome outcome = Outcome.WAITING;

        Waiting(T item) {
            this.item = item;
        }

        void end(Outcome how) {
            outcome = how;
            LockSupport.unpark(caller);
        }
    }

    GroupCommit(String name, Sink<T> sink) {
        this.sink = sink;
        this.worker = Thread.ofPlatform().daemon().name(name).start(this::serve);
    }

    /// Return once the item is durable.
    void commit(T item) {
        var waiting = new Waiting<>(item);
        queue.add(waiting);
        if (idle) {
            LockSupport.unpark(worker);
        }
        while (waiting.outcome == Outcome.WAITING) {
            LockSupport.park(this);
        }
        if (waiting.outcome == Outcome.FAILED) {
            throw new IllegalStateException("the batch failed; standard error says why");
        }
    }

    private void serve() {
        while (!closed) {
            var batch = take();
            if (batch.isEmpty()) {
                awaitWork();
            } else {
                process(batch);
            }
        }
    }

    private List<Waiting<T>> take() {
        var batch = new ArrayList<Waiting<T>>();
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
            if (batch.size() == BATCH_MAX) {
                break;
            }
        }
        return batch;
    }

    private void awaitWork() {
        idle = true;
        if (queue.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void process(List<Waiting<T>> batch) {
        var outcome = Outcome.FAILED;
        try {
            sink.accept(batch.stream().map(waiting -> waiting.item).toList());
            outcome = Outcome.DURABLE;
        } finally {
            for (var waiting : batch) {
                waiting.end(outcome);
            }
        }
    }

    /// Nobody may be waiting.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(worker);
    }
}
