package dev.bestcode.kernel;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.function.LongPredicate;

/// Which blobs the log's content needs, immutable.
/// @param byRun per run, the blob of each op that has one, by the op's address
/// @param counts how many of those name each blob
record BlobRefs(LongMap<LongMap<Digest>> byRun, PMap<Digest, Integer> counts) {
    static final BlobRefs NONE = new BlobRefs(LongMap.empty(), HashTreePMap.empty());

    BlobRefs with(int run, long address, Digest blob) {
        return new BlobRefs(
                byRun.with(run, of(run).with(address, blob)),
                counts.plus(blob, counts.getOrDefault(blob, 0) + 1));
    }

    /// Without those of the run's ops that are no longer needed.
    BlobRefs without(int run, LongPredicate dropped) {
        var left = of(run);
        var counted = counts;
        for (var entry : of(run).entries()) {
            if (dropped.test(entry.key())) {
                left = left.without(entry.key());
                int count = counted.getOrDefault(entry.value(), 0) - 1;
                counted =
                        count > 0
                                ? counted.plus(entry.value(), count)
                                : counted.minus(entry.value());
            }
        }
        return new BlobRefs(left.isEmpty() ? byRun.without(run) : byRun.with(run, left), counted);
    }

    private LongMap<Digest> of(int run) {
        return byRun.get(run).orElse(LongMap.empty());
    }
}
