package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;

/// Every number that a thread, message or page ever had, as ranges: a number stays used after its
/// thread is pruned, or the journal of two threads would be one. Numbers are drawn from a counter,
/// so there are few ranges, and nearly every number extends the highest one.
/// @param ends the last number of each range but the highest, by its first
/// @param topFirst first number of the highest range
/// @param topLast last number of it; lower than the first when nothing is used
record UsedIds(LongMap<Long> ends, long topFirst, long topLast) {
    static final UsedIds NONE = new UsedIds(LongMap.empty(), 1, 0);

    /// The lowest number above all that are used.
    long nextId() {
        return topLast + 1;
    }

    boolean contains(long id) {
        return id >= topFirst
                ? id <= topLast
                : ends.floor(id).map(range -> id <= range.value()).orElse(false);
    }

    UsedIds with(long id, String what) {
        if (contains(id)) {
            throw new CommitRejectedException(
                    "%s %d: the number is taken, or was; draw from %d upward"
                            .formatted(what, id, nextId()));
        }
        if (id == Long.MAX_VALUE) {
            throw new CommitRejectedException(what + " " + id + ": no number would follow it");
        }
        if (id == topLast + 1) {
            return new UsedIds(ends, topFirst, id);
        }
        return id > topLast ? aboveGap(id) : below(id);
    }

    private UsedIds aboveGap(long id) {
        boolean none = topLast < topFirst;
        return new UsedIds(none ? ends : ends.with(topFirst, topLast), id, id);
    }

    /// A number in a gap, which may close it on either side.
    private UsedIds below(long id) {
        var before = ends.floor(id).filter(range -> range.value() == id - 1);
        long first = before.map(LongMap.Entry::key).orElse(id);
        if (id + 1 == topFirst) {
            return new UsedIds(ends.without(first), first, topLast);
        }
        var after = ends.get(id + 1);
        var left = after.isPresent() ? ends.without(id + 1) : ends;
        return new UsedIds(left.with(first, after.orElse(id)), topFirst, topLast);
    }
}
