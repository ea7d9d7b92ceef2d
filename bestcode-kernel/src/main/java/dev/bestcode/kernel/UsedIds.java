package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;

/// Every number that a thread, message or page ever had, as ranges: a number stays used after its
/// thread is pruned, or the journal of two threads would be one. Numbers are drawn from a counter,
/// so there are few ranges.
/// @param ends the last number of each range, by its first
record UsedIds(LongMap<Long> ends, long nextId) {
    static final UsedIds NONE = new UsedIds(LongMap.empty(), 1);

    boolean contains(long id) {
        return ends.floor(id).map(range -> id <= range.value()).orElse(false);
    }

    UsedIds with(long id, String what) {
        if (contains(id)) {
            throw new CommitRejectedException(
                    "%s %d: the number is taken, or was; draw from %d upward"
                            .formatted(what, id, nextId));
        }
        if (id == Long.MAX_VALUE) {
            throw new CommitRejectedException(what + " " + id + ": no number would follow it");
        }
        long first =
                ends.floor(id)
                        .filter(range -> range.value() == id - 1)
                        .map(LongMap.Entry::key)
                        .orElse(id);
        var after = ends.get(id + 1);
        var joined = after.isPresent() ? ends.without(id + 1) : ends;
        return new UsedIds(joined.with(first, after.orElse(id)), Math.max(nextId, id + 1));
    }
}
