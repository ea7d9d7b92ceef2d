package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The index of a segment that is written to, on the heap: it grows with each record and is shared
/// by all states, which look only at addresses up to their own LSN.
final class GrowingIndex implements SegmentIndex {
    private static final int FIRST_RECORDS = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final long firstLsn;
    private int[] units = new int[FIRST_RECORDS];
    private int records;
    private final AddressMap messages = new AddressMap();
    private final AddressMap finishes = new AddressMap();
    private final AddressMap ends = new AddressMap();

    GrowingIndex(long firstLsn) {
        this.firstLsn = firstLsn;
    }

    /// Take the next record in.
    void add(List<LoggedOp> ops, long position) {
        lock.lock();
        try {
            if (records == units.length) {
                units = Arrays.copyOf(units, 2 * records);
            }
            units[records] = (int) (position / LogFormat.ALIGNMENT_BYTES);
            long lsn = firstLsn + records;
            for (int slot = 0; slot < ops.size(); slot++) {
                add(ops.get(slot).op(), ops.get(slot).frame().link(), Address.of(lsn, slot));
            }
            records++;
        } finally {
            lock.unlock();
        }
    }

    private void add(KernelOp op, long link, long address) {
        switch (op) {
            case MessageDispatched(var message) -> messages.put(message.id().value(), address);
            case MessageRefused(var message, _, _) -> {
                messages.put(message.id().value(), address);
                ends.put(message.thread().value(), address);
            }
            case MessageDelivered(var message) -> finishes.put(message.value(), address);
            case MessageFailed(var message, _) -> finishes.put(message.value(), address);
            case ThreadPruned(var thread) -> {
                if (link != Address.NONE) {
                    ends.put(thread.value(), link);
                }
            }
            case KernelOp _ -> {
                // Found through the state, which has its address.
            }
        }
    }

    @Override
    public long lastLsn() {
        lock.lock();
        try {
            return firstLsn + records - 1;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long position(long lsn) {
        lock.lock();
        try {
            return (long) units[Math.toIntExact(lsn - firstLsn)] * LogFormat.ALIGNMENT_BYTES;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long message(long id) {
        return get(messages, id);
    }

    @Override
    public long finish(long message) {
        return get(finishes, message);
    }

    @Override
    public long end(long thread) {
        return get(ends, thread);
    }

    private long get(AddressMap map, long key) {
        lock.lock();
        try {
            return map.get(key);
        } finally {
            lock.unlock();
        }
    }

    long firstLsn() {
        return firstLsn;
    }

    /// Positions of the records, in units of [LogFormat#ALIGNMENT_BYTES], once the segment is
    /// complete.
    int[] units() {
        lock.lock();
        try {
            return Arrays.copyOf(units, records);
        } finally {
            lock.unlock();
        }
    }

    /// Messages, finishes and ends, once the segment is complete; nothing is added any more.
    List<AddressMap> maps() {
        return List.of(messages, finishes, ends);
    }

    @Override
    public void close() {}
}
