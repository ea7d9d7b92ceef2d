package dev.bestcode.kernel;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// Which segments still hold content that a state has dropped.
///
/// A run's content goes from the files when the run is pruned. Of a run under way that is pruned on
/// delivery, payloads go when a segment is complete and the last message in it is finished, so that
/// a segment is not copied for every message; what was still open in a copy goes by
/// [LeftContent].
final class RetentionPlan {
    private final State state;
    private final LeftContent left;
    private final List<RunEntry> dropping;

    /// @param since a state whose drops are dealt with; runs that dropped nothing later are left
    ///     out
    RetentionPlan(State state, long since, LeftContent left) {
        this.state = state;
        this.left = left;
        this.dropping =
                state.runs().byOrdinal().values().stream()
                        .filter(run -> run.droppedLsn() > since)
                        .toList();
    }

    /// Whether a segment that is written to has to be completed first.
    boolean needsRoll(long firstLsn) {
        return dropping.stream()
                .anyMatch(run -> run.pruned().isPresent() && run.lastLsn() >= firstLsn);
    }

    /// Whether a complete segment is to be copied.
    boolean needsCopy(LogSegment segment) throws IOException {
        long first = segment.header().firstLsn();
        long last = segment.lastLsn();
        long redacted = segment.header().redactedThrough();
        var runs =
                dropping.stream()
                        .filter(run -> run.firstLsn() <= last && run.lastLsn() >= first)
                        .filter(run -> run.droppedLsn() > redacted)
                        .toList();
        boolean asAWhole =
                runs.stream()
                        .anyMatch(
                                run ->
                                        run.pruned().isPresent()
                                                || (last > redacted
                                                        && !isOpenWithin(first, last, run)));
        return asAWhole || (last <= redacted && isWorthAnotherCopy(segment, runs));
    }

    private boolean isOpenWithin(long firstLsn, long lastLsn, RunEntry run) {
        return state.messages().addressesOf(run.ordinal()).stream()
                .map(Address::lsn)
                .anyMatch(lsn -> firstLsn <= lsn && lsn <= lastLsn);
    }

    private boolean isWorthAnotherCopy(LogSegment copy, List<RunEntry> runs) throws IOException {
        var ordinals = runs.stream().map(RunEntry::ordinal).collect(Collectors.toSet());
        return !ordinals.isEmpty() && left.isWorthACopy(copy, state, ordinals);
    }
}
