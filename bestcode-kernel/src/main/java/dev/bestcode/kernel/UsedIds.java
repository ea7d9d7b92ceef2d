package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;

/// Every number that a thread, message or segment ever had, one bit each: a number stays used after
/// its thread is pruned, or the journal of two threads would be one.
record UsedIds(LongMap<Long> words, long nextId) {
    static final UsedIds NONE = new UsedIds(LongMap.empty(), 1);

    UsedIds with(long id, String what) {
        long word = words.get(id / Long.SIZE).orElse(0L);
        long bit = 1L << (id % Long.SIZE);
        if ((word & bit) != 0) {
            throw new CommitRejectedException(
                    "%s %d: the number is taken, or was; draw from %d upward"
                            .formatted(what, id, nextId));
        }
        if (id == Long.MAX_VALUE) {
            throw new CommitRejectedException(what + " " + id + ": no number would follow it");
        }
        return new UsedIds(words.with(id / Long.SIZE, word | bit), Math.max(nextId, id + 1));
    }
}
