package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for the next update. Watching never blocks the system: beyond the bound provisional
/// events are left out and counted, committed ones and keys wait.
final class Inbox {
    private static final int WAITING_MAX = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Deque<Input> waiting = new ArrayDeque<>();
    private int missed;

    void add(Input input) {
        lock.lock();
        try {
            if (waiting.size() >= WAITING_MAX && isProvisional(input)) {
                missed++;
                return;
            }
            waiting.add(input);
            some.signal();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isProvisional(Input input) {
        return input instanceof Input.Happened(var event)
                && event instanceof BestCodeEvent.Provisional;
    }

    /// All there is; waits for the first as long as it takes.
    List<Input> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                some.await();
            }
            return drained();
        } finally {
            lock.unlock();
        }
    }

    /// All there is after so long; for the pause between two frames.
    List<Input> after(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
        lock.lock();
        try {
            return drained();
        } finally {
            lock.unlock();
        }
    }

    private List<Input> drained() {
        var all = new ArrayList<Input>(waiting);
        waiting.clear();
        if (missed > 0) {
            all.add(new Input.Missed(missed));
            missed = 0;
        }
        return all;
    }
}
