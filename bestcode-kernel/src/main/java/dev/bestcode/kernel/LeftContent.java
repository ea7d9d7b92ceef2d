package dev.bestcode.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What copies still hold of runs under way that are pruned on delivery: content of messages that
/// were not finished when the copy was made, or from before the run was to be pruned so.
///
/// A copy is read once to learn that, and remembered while the kernel is open. It is worth another
/// copy when nothing is left in it that has to stay, or when a quarter of it can go: so a copy that
/// is made again and again shrinks each time, and all of them together are at most four times as
/// large as the first. Used by one worker at a time.
final class LeftContent {
    private static final int SHARE = 4;

    private final Map<Long, Left> bySegment = new HashMap<>();

    /// @param runs ordinals of those that were looked for
    private record Left(Set<Integer> runs, List<Kept> ops) {}

    private record Kept(LoggedOp op, long lsn) {}

    /// Forget all other segments.
    void keepOnly(List<LogSegment> segments) {
        bySegment
                .keySet()
                .retainAll(
                        segments.stream()
                                .map(segment -> segment.header().segmentId())
                                .collect(Collectors.toSet()));
    }

    /// @param runs ordinals of runs that are pruned on delivery
    boolean isWorthACopy(LogSegment segment, State state, Set<Integer> runs) throws IOException {
        long bytes = 0;
        boolean allCanGo = true;
        for (var kept : in(segment, runs).ops()) {
            boolean dropped = state.dropped(kept.op(), kept.lsn());
            bytes += dropped ? kept.op().frame().contentLength() : 0;
            allCanGo &= dropped;
        }
        return bytes > 0 && (allCanGo || bytes >= segment.size() / SHARE);
    }

    private Left in(LogSegment segment, Set<Integer> runs) throws IOException {
        long id = segment.header().segmentId();
        var known = bySegment.get(id);
        if (known != null && known.runs().containsAll(runs)) {
            return known;
        }
        var read = new Left(Set.copyOf(runs), read(segment, runs));
        bySegment.put(id, read);
        return read;
    }

    private static List<Kept> read(LogSegment segment, Set<Integer> runs) throws IOException {
        var kept = new ArrayList<Kept>();
        SegmentCopy.visit(
                segment,
                found -> {
                    var header = found.header();
                    for (var op : Transaction.opsIn(found.body(), header.opCount())) {
                        var frame = op.frame();
                        if (frame.form() == ContentForm.INLINE
                                && OpKind.isOfMessage(frame.kind())
                                && runs.contains(frame.run())) {
                            kept.add(new Kept(op, header.lsn()));
                        }
                    }
                });
        return kept;
    }
}
