package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The runs, immutable.
/// @param droppedLsn the newest transaction that dropped content of any run, 0 for none
record RunTable(LongMap<RunEntry> byOrdinal, PMap<RunId, Integer> ordinals, long droppedLsn)
        implements KernelState.Runs {
    static final RunTable EMPTY = new RunTable(LongMap.empty(), HashTreePMap.empty(), 0);

    RunTable ownedBy(LongMap.Owner owner) {
        return new RunTable(byOrdinal.ownedBy(owner), ordinals, droppedLsn);
    }

    /// The ordinal of a run that is there, or will be the next to begin.
    int ordinalOf(RunId run) {
        return Optional.ofNullable(ordinals.get(run)).orElse(byOrdinal.size() + 1);
    }

    Optional<RunEntry> find(int ordinal) {
        return byOrdinal.get(ordinal);
    }

    RunEntry require(RunId run) {
        return Optional.ofNullable(ordinals.get(run))
                .flatMap(this::find)
                .orElseThrow(() -> new CommitRejectedException("run " + run + " is unknown"));
    }

    /// @throws CommitRejectedException when the run is unknown or pruned
    RunEntry requireKept(RunId run) {
        return requireKept(require(run).ordinal());
    }

    RunEntry requireKept(int ordinal) {
        var entry = byOrdinal.get(ordinal).orElseThrow();
        if (entry.pruned().isPresent()) {
            throw new CommitRejectedException(
                    "run %s was pruned (%s): its content is gone; begin a new one"
                            .formatted(entry.id(), entry.pruned().get()));
        }
        return entry;
    }

    /// A thread of the run was pushed; the first one begins it.
    RunTable begun(RunId run, ThreadId thread, long lsn, long timeMillis) {
        if (ordinals.containsKey(run)) {
            requireKept(run);
            return this;
        }
        int ordinal = ordinalOf(run);
        var entry =
                new RunEntry(
                        ordinal,
                        run,
                        thread,
                        new Retention.Forever(),
                        lsn,
                        lsn,
                        timeMillis,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        LongMap.empty(),
                        Optional.empty());
        return new RunTable(
                byOrdinal.with(ordinal, entry), ordinals.plus(run, ordinal), droppedLsn);
    }

    /// The run logged content in this transaction.
    RunTable touched(int ordinal, long lsn) {
        return find(ordinal)
                .filter(entry -> entry.lastLsn() < lsn)
                .map(entry -> changed(entry.withLast(lsn)))
                .orElse(this);
    }

    RunTable retained(RunId run, Retention retention) {
        boolean stays = retention instanceof Retention.PruneOnDelivery;
        if (requireKept(run).prunesOnDelivery() && !stays) {
            throw new CommitRejectedException(
                    "run %s is pruned on delivery: what is gone does not come back".formatted(run));
        }
        return changed(run, entry -> entry.withRetention(retention));
    }

    /// The run's first thread got this status.
    RunTable statusSet(RunId run, ThreadStatus status, long timeMillis) {
        var ended =
                status == ThreadStatus.ACTIVE
                        ? Optional.<Long>empty()
                        : Optional.of(require(run).endedMillis().orElse(timeMillis));
        return changed(run, entry -> entry.withEnd(ended));
    }

    RunTable pruned(RunId run, PruneReason reason, long lsn) {
        var entry = requireKept(run);
        if (entry.endedMillis().isEmpty()) {
            throw new CommitRejectedException(
                    "run %s is under way; stop it, or wait for its end".formatted(run));
        }
        var marked = changed(run, kept -> kept.withPruned(reason, lsn)).marked(lsn);
        return entry.forkedFrom().map(from -> marked.unforked(from, run, lsn)).orElse(marked);
    }

    RunTable forked(RunId run, RunId from, long throughLsn, long newestLsn) {
        requireKept(run);
        if (requireKept(from).prunesOnDelivery()) {
            throw new CommitRejectedException(
                    "run %s is pruned on delivery: there is nothing to fork".formatted(from));
        }
        if (run.equals(from) || throughLsn < 1 || throughLsn > newestLsn) {
            throw new CommitRejectedException(
                    "run %s cannot fork %s through LSN %d; allowed: another run, 1 to %d"
                            .formatted(run, from, throughLsn, newestLsn));
        }
        if (require(run).forkedFrom().isPresent()) {
            throw new CommitRejectedException("run %s is a fork already".formatted(run));
        }
        long ordinal = ordinalOf(run);
        return changed(run, entry -> entry.withForkedFrom(from))
                .changed(
                        from,
                        entry ->
                                entry.withForks(
                                        entry.forks().with(ordinal, throughLsn),
                                        entry.droppedLsn()));
    }

    /// The fork needs the run no more; what only the fork kept is dropped now.
    private RunTable unforked(RunId from, RunId fork, long lsn) {
        long ordinal = ordinalOf(fork);
        return changed(
                from,
                entry ->
                        entry.withForks(
                                entry.forks().without(ordinal),
                                entry.pruned().isPresent() ? lsn : entry.droppedLsn()));
    }

    /// Content of the run was dropped, but not all.
    RunTable dropped(RunId run, long lsn) {
        return changed(run, entry -> entry.withDropped(lsn)).marked(lsn);
    }

    private RunTable marked(long lsn) {
        return new RunTable(byOrdinal, ordinals, lsn);
    }

    private RunTable changed(RunId run, UnaryOperator<RunEntry> change) {
        return changed(change.apply(require(run)));
    }

    private RunTable changed(RunEntry entry) {
        var changed = byOrdinal.with(entry.ordinal(), entry);
        return changed == byOrdinal // an owner's is the same
                ? this
                : new RunTable(changed, ordinals, droppedLsn);
    }

    @Override
    public Optional<RunRow> get(RunId run) {
        return Optional.ofNullable(ordinals.get(run)).flatMap(this::find).map(RunEntry::row);
    }

    @Override
    public List<RunRow> all() {
        return byOrdinal.values().stream().map(RunEntry::row).toList();
    }
}
