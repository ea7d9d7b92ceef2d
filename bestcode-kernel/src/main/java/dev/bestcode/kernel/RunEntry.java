package dev.bestcode.kernel;

import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadId;

import java.time.Instant;
import java.util.Optional;

/// A run as the kernel keeps it.
/// @param ordinal from 1, in the order runs began
/// @param firstLsn the transaction that began it
/// @param lastLsn the newest transaction that logged content of it
/// @param endedMillis label of the transaction that ended it; empty while under way
/// @param droppedLsn the newest transaction that dropped content of it, 0 for none
/// @param forks by their ordinals: through which LSN a fork that is kept needs this run
record RunEntry(
        int ordinal,
        RunId id,
        ThreadId thread,
        Retention retention,
        long firstLsn,
        long lastLsn,
        long startedMillis,
        Optional<Long> endedMillis,
        Optional<PruneReason> pruned,
        long droppedLsn,
        LongMap<Long> forks,
        Optional<RunId> forkedFrom) {

    RunEntry withRetention(Retention changed) {
        return with(changed, lastLsn, endedMillis, pruned, droppedLsn, forks, forkedFrom);
    }

    RunEntry withLast(long lsn) {
        return with(retention, lsn, endedMillis, pruned, droppedLsn, forks, forkedFrom);
    }

    RunEntry withEnd(Optional<Long> changed) {
        return with(retention, lastLsn, changed, pruned, droppedLsn, forks, forkedFrom);
    }

    RunEntry withPruned(PruneReason reason, long lsn) {
        return with(retention, lastLsn, endedMillis, Optional.of(reason), lsn, forks, forkedFrom);
    }

    RunEntry withDropped(long lsn) {
        return withForks(forks, lsn);
    }

    RunEntry withForks(LongMap<Long> changed, long lsn) {
        return with(retention, lastLsn, endedMillis, pruned, lsn, changed, forkedFrom);
    }

    RunEntry withForkedFrom(RunId from) {
        return with(retention, lastLsn, endedMillis, pruned, droppedLsn, forks, Optional.of(from));
    }

    /// What stays is what the run began as.
    private RunEntry with(
            Retention newRetention,
            long newLast,
            Optional<Long> newEnd,
            Optional<PruneReason> newPruned,
            long newDropped,
            LongMap<Long> newForks,
            Optional<RunId> newForkedFrom) {
        return new RunEntry(
                ordinal,
                id,
                thread,
                newRetention,
                firstLsn,
                newLast,
                startedMillis,
                newEnd,
                newPruned,
                newDropped,
                newForks,
                newForkedFrom);
    }

    boolean prunesOnDelivery() {
        return retention instanceof Retention.PruneOnDelivery;
    }

    /// The highest LSN whose content a fork still needs; 0 when none does.
    long keptThrough() {
        return forks.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    RunRow row() {
        return new RunRow(
                id,
                thread,
                retention,
                Instant.ofEpochMilli(startedMillis),
                endedMillis.map(Instant::ofEpochMilli),
                pruned);
    }
}
