package dev.bestcode.runtime;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.Committed;
import dev.bestcode.api.event.EventJson;
import dev.bestcode.api.kernel.Bytes;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Committed events on their way to one follower. Taking one never waits for the follower: what
/// does not fit is left out, and the follower is told which transactions to read from the journal.
final class EventQueue implements Consumer<BestCodeEvent> {
    /// A burst of tool results for a follower that reads, and little for one that does not.
    static final int PENDING_BYTES_MAX = 4 << 20;

    private final long id;
    private final int bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Happened> pending = new ArrayDeque<>();
    private long pendingBytes;
    private Optional<Gap> gap = Optional.empty();
    private boolean ended;

    /// @param id of the request that the events answer
    EventQueue(long id, int bytesMax) {
        this.id = id;
        this.bytesMax = bytesMax;
    }

    sealed interface Item {}

    /// @param line as it is sent
    record Happened(long seq, Bytes line) implements Item {}

    /// Events of these transactions were left out.
    record Gap(long from, long to) implements Item {}

    @Override
    public void accept(BestCodeEvent event) {
        if (event instanceof Committed committed) {
            var json = ControlLine.item(id).put("event", EventJson.of(committed)).build();
            add(new Happened(committed.seq(), ControlLine.bytes(json)));
        }
    }

    /// Once there is a gap, all belongs to it until the follower has caught up: so what it sees is
    /// in order.
    private void add(Happened event) {
        lock.lock();
        try {
            boolean fits = pending.isEmpty() || pendingBytes + event.line().size() <= bytesMax;
            if (gap.isEmpty() && fits) {
                pending.add(event);
                pendingBytes += event.line().size();
            } else {
                gap = Optional.of(widened(event.seq()));
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private Gap widened(long seq) {
        return gap.map(g -> new Gap(Math.min(g.from(), seq), Math.max(g.to(), seq)))
                .orElse(new Gap(seq, seq));
    }

    /// Wait for the next item; empty once ended and drained.
    Optional<Item> take() throws InterruptedException {
        lock.lock();
        try {
            while (pending.isEmpty() && gap.isEmpty() && !ended) {
                changed.await();
            }
            var next = Optional.ofNullable(pending.poll());
            if (next.isPresent()) {
                pendingBytes -= next.get().line().size();
                return Optional.of(next.get());
            }
            var missed = gap;
            gap = Optional.empty();
            return missed.map(Item.class::cast);
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
