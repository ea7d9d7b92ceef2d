package dev.bestcode.pipeline;

import dev.bestcode.api.control.SystemControl.Subscription;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.Committed;
import dev.bestcode.api.event.BestCodeEvent.ErrorRaised;
import dev.bestcode.api.event.BestCodeEvent.Provisional;
import dev.bestcode.api.message.Failure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One watcher: a queue and a worker of its own, so that its slowness and its exceptions stay its
/// own.
///
/// At the bound, provisional events go first. When the queue holds nothing but committed ones, the
/// watcher is given up: it may not hold the system back, and it may not cost memory without end. It
/// still gets all that is queued, then one [ErrorRaised] that says from which LSN on it must read
/// the journal. So what it saw is always a whole prefix, never one with holes.
final class Watcher implements Subscription {
    /// Seconds of the fastest stream of deltas, or thousands of turns.
    static final int EVENTS_MAX = 10_000;

    private final Predicate<BestCodeEvent> wanted;
    private final Consumer<BestCodeEvent> consumer;
    private final Consumer<Watcher> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<BestCodeEvent> queue = new ArrayDeque<>();
    private final Thread worker;
    private int provisional;
    private boolean finishing;

    Watcher(Consumer<BestCodeEvent> consumer, Consumer<Watcher> onClose) {
        this(_ -> true, consumer, onClose);
    }

    /// @param wanted what it is woken for; nothing else is queued
    Watcher(
            Predicate<BestCodeEvent> wanted,
            Consumer<BestCodeEvent> consumer,
            Consumer<Watcher> onClose) {
        this.wanted = wanted;
        this.consumer = consumer;
        this.onClose = onClose;
        this.worker = Thread.ofVirtual().name("bestcode-watcher").start(this::work);
    }

    void offer(BestCodeEvent event) {
        if (!wanted.test(event)) {
            return;
        }
        lock.lock();
        try {
            if (finishing) {
                return;
            }
            switch (event) {
                case Provisional passing -> add(passing);
                case Committed lasting -> add(lasting);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Take no more; the worker ends once the queue is empty.
    void finish() {
        lock.lock();
        try {
            finishing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void awaitEnd(Duration time) throws InterruptedException {
        if (Thread.currentThread() != worker) {
            worker.join(time);
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        lock.lock();
        try {
            finishing = true;
            queue.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void add(Provisional event) {
        if (queue.size() < EVENTS_MAX) {
            queue.add(event);
            provisional++;
        }
    }

    private void add(Committed event) {
        if (queue.size() >= EVENTS_MAX && provisional > 0) {
            dropOldestProvisional();
        }
        if (queue.size() < EVENTS_MAX) {
            queue.add(event);
        } else {
            queue.add(overrun(event));
            finishing = true;
        }
    }

    private void dropOldestProvisional() {
        for (Iterator<BestCodeEvent> events = queue.iterator(); events.hasNext(); ) {
            if (events.next() instanceof Provisional) {
                events.remove();
                provisional--;
                return;
            }
        }
    }

    private static ErrorRaised overrun(Committed missed) {
        return new ErrorRaised(
                missed.run(),
                missed.thread(),
                missed.seq(),
                Failure.Kind.TIMED_OUT.wireName(),
                "this watcher is %,d events behind and gets no more; read the journal from LSN %d"
                        .formatted(EVENTS_MAX, missed.seq()));
    }

    private void work() {
        for (var next = take(); next.isPresent(); next = take()) {
            try {
                consumer.accept(next.get());
            } catch (Throwable e) {
                // Its mistake is its own: the next event may suit it better, and nobody else waits.
            }
        }
        onClose.accept(this);
    }

    private Optional<BestCodeEvent> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !finishing) {
                changed.awaitUninterruptibly();
            }
            var event = Optional.ofNullable(queue.poll());
            if (event.orElse(null) instanceof Provisional) {
                provisional--;
            }
            return event;
        } finally {
            lock.unlock();
        }
    }
}
