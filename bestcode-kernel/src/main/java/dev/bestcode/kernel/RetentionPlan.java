package dev.bestcode.kernel;

import java.util.List;

/// Which segments still hold content that a state has dropped.
///
/// A run's content goes from the files when the run is pruned. Of a run under way that is pruned on
/// delivery, payloads go when a segment is complete and the last message in it is finished, so that
/// each segment is copied once, and not once for every message.
final class RetentionPlan {
    private final State state;
    private final List<RunEntry> dropping;

    /// @param since a state whose drops are dealt with; runs that dropped nothing later are left
    /// out
    RetentionPlan(State state, long since) {
        this.state = state;
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
    boolean needsCopy(LogSegment segment) {
        var header = segment.header();
        long last = segment.lastLsn();
        return dropping.stream()
                .filter(run -> run.firstLsn() <= last && run.lastLsn() >= header.firstLsn())
                .anyMatch(
                        run ->
                                run.pruned().isPresent()
                                        ? run.droppedLsn() > header.redactedThrough()
                                        : last > header.redactedThrough()
                                                && !isOpenWithin(header.firstLsn(), last, run));
    }

    private boolean isOpenWithin(long firstLsn, long lastLsn, RunEntry run) {
        return state.messages().addressesOf(run.ordinal()).stream()
                .map(Address::lsn)
                .anyMatch(lsn -> firstLsn <= lsn && lsn <= lastLsn);
    }
}
