package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finds the runs whose days are over.
///
/// Age is the clock's time less the label of the run's end, and labels never run back, so a clock
/// that was ahead makes a run older than it seems and never younger. A clock that stands far ahead
/// of the newest label may be wrong: it is believed only once it has been seen again, an hour of
/// its
/// own time later or at another open. Runs on the log thread.
final class Expiry {
    /// Look this often while the kernel is open.
    static final Duration INTERVAL = Duration.ofHours(1);

    /// Longer than a kernel in use lies idle, as a rule; after a longer rest, runs are kept for
    /// one look more.
    private static final Duration LEAP_MAX = Duration.ofDays(7);

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
        nextLookMillis = now + INTERVAL.toMillis();
        var expired = expired(state, now);
        if (expired.isEmpty()) {
            return Optional.empty();
        }
        boolean leapt = now - state.timeMillis() > LEAP_MAX.toMillis();
        return Optional.of(leapt ? List.of() : expired);
    }

    private static List<KernelOp> expired(State state, long now) {
        return state.runs().byOrdinal().values().stream()
                .filter(run -> run.pruned().isEmpty() && isOver(run, now))
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
