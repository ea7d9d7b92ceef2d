package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finds the runs whose days are over.
///
/// Age is the clock's time less the label of the run's end. Labels never run back, so a clock that
/// was ahead makes a run look younger; a clock that is ahead now is believed only as far as
/// [ClockTrust] goes, which is a week. Runs on the log thread.
final class Expiry {
    /// Look this often while the kernel is open.
    static final Duration INTERVAL = Duration.ofHours(1);

    /// So that their transaction stays small; the rest come at the next look.
    private static final int AT_ONCE_MAX = 1_000;

    private final KernelOptions options;
    private long nextLookMillis = Long.MIN_VALUE;

    Expiry(KernelOptions options) {
        this.options = options;
    }

    /// What to commit now: the end of some runs, or no ops, for the label alone.
    Optional<List<KernelOp>> due(State state) {
        long now = options.nowMillis();
        if (now < nextLookMillis && nextLookMillis - now <= INTERVAL.toMillis()) {
            return Optional.empty();
        }
        var expired = expired(state, now);
        boolean more = expired.size() == AT_ONCE_MAX;
        nextLookMillis = more ? now : now + INTERVAL.toMillis();
        if (expired.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(state.clock().believes(now) ? expired : List.of());
    }

    private static List<KernelOp> expired(State state, long now) {
        return state.runs().byOrdinal().values().stream()
                .filter(run -> run.pruned().isEmpty() && isOver(run, now))
                .limit(AT_ONCE_MAX)
                .<KernelOp>map(run -> new KernelOp.RunPruned(run.id(), PruneReason.EXPIRED))
                .toList();
    }

    private static boolean isOver(RunEntry run, long now) {
        return switch (run.retention()) {
            case Retention.Days(int days) ->
                    run.endedMillis().isPresent()
                            && now - run.endedMillis().get() >= Duration.ofDays(days).toMillis();
            case Retention.Forever _, Retention.PruneOnDelivery _ -> false;
        };
    }
}
