package dev.bestcode.kernel;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.function.Predicate;

/// Which blobs the log's content needs, immutable.
/// @param byRun per run, the blob of each op that has one, by the op's address
/// @param counts how many of those name each blob
record BlobRefs(LongMap<LongMap<Ref>> byRun, PMap<Digest, Integer> counts) {
    static final BlobRefs NONE = new BlobRefs(LongMap.empty(), HashTreePMap.empty());

    /// @param payload whether it is a message's
    record Ref(Digest blob, boolean payload) {}

    BlobRefs with(int run, long address, Ref ref) {
        return new BlobRefs(
                byRun.with(run, of(run).with(address, ref)),
                counts.plus(ref.blob(), counts.getOrDefault(ref.blob(), 0) + 1));
    }

    /// Without those of the run's ops that are no longer needed.
    /// @param dropped asked for each op's address and blob
    BlobRefs without(int run, Predicate<LongMap.Entry<Ref>> dropped) {
        var left = of(run);
        var counted = counts;
        for (var entry : of(run).entries()) {
            if (dropped.test(entry)) {
                left = left.without(entry.key());
                var blob = entry.value().blob();
                int count = counted.getOrDefault(blob, 0) - 1;
                counted = count > 0 ? counted.plus(blob, count) : counted.minus(blob);
            }
        }
        return new BlobRefs(left.isEmpty() ? byRun.without(run) : byRun.with(run, left), counted);
    }

    private LongMap<Ref> of(int run) {
        return byRun.get(run).orElse(LongMap.empty());
    }
}
