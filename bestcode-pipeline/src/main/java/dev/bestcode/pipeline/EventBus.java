package dev.bestcode.pipeline;

import dev.bestcode.api.control.SystemControl.Subscription;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.Committed;
import dev.bestcode.api.event.BestCodeEvent.RunFinished;
import dev.bestcode.api.message.Progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Carries events to watchers. What is committed is held back until its transaction is on stable
/// storage; what is provisional goes at once. Events of a run are in order of their LSN; those of
/// two runs may be told in another order than they were committed in.
final class EventBus {
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, List<Committed>> held = new TreeMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    Subscription watch(Consumer<BestCodeEvent> consumer) {
        return added(new Watcher(consumer, watchers::remove));
    }

    /// The ends of runs alone.
    Subscription watchEnds(Consumer<RunFinished> consumer) {
        return added(
                new Watcher(
                        RunFinished.class::isInstance,
                        event -> {
                            if (event instanceof RunFinished end) {
                                consumer.accept(end);
                            }
                        },
                        watchers::remove));
    }

    private Subscription added(Watcher watcher) {
        watchers.add(watcher);
        return watcher;
    }

    void publish(long lsn, List<Committed> events) {
        if (events.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            held.computeIfAbsent(lsn, first -> new ArrayList<>()).addAll(events);
        } finally {
            lock.unlock();
        }
    }

    /// Let go what is on stable storage. Offering never blocks, so the lock is short.
    void release(long forcedLsn) {
        lock.lock();
        try {
            var durable = held.headMap(forcedLsn, true);
            durable.values().forEach(events -> events.forEach(this::offer));
            durable.clear();
        } finally {
            lock.unlock();
        }
    }

    void progress(Lane lane, Progress progress) {
        offer(new BestCodeEvent.Provisional(lane.run.id, lane.id, progress));
    }

    private void offer(BestCodeEvent event) {
        watchers.forEach(watcher -> watcher.offer(event));
    }

    /// Let every watcher see what it was offered, as far as that goes in the time given.
    void close(Duration flushTime) throws InterruptedException {
        long deadline = System.nanoTime() + flushTime.toNanos();
        for (var watcher : watchers) {
            watcher.finish();
        }
        for (var watcher : watchers) {
            long left = Math.max(0, deadline - System.nanoTime());
            watcher.awaitEnd(Duration.ofNanos(left));
            watcher.close();
        }
    }
}
