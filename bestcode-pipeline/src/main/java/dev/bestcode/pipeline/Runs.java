package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadStatus;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The runs that have something under way. One that comes to rest is forgotten, so memory does not
/// grow with history; a follow-up makes it again from the thread table.
final class Runs {
    private final Kernel kernel;
    private final Listeners listeners;
    private final FrozenRights frozen;
    private final PipelineOptions options;
    private final InstantSource clock;
    private final Map<RunId, LiveRun> live = new ConcurrentHashMap<>();

    Runs(
            Kernel kernel,
            Listeners listeners,
            FrozenRights frozen,
            PipelineOptions options,
            InstantSource clock) {
        this.kernel = kernel;
        this.listeners = listeners;
        this.frozen = frozen;
        this.options = options;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    RefusalMeter newMeter() {
        return new RefusalMeter(clock, options);
    }

    void add(LiveRun run) {
        live.put(run.id, run);
    }

    Optional<LiveRun> get(RunId run) {
        return Optional.ofNullable(live.get(run));
    }

    List<LiveRun> all() {
        return List.copyOf(live.values());
    }

    /// Under the run's lock.
    void forget(LiveRun run) {
        run.retire();
        live.remove(run.id, run);
    }

    /// The run, from the thread table when it is at rest.
    /// @throws IllegalArgumentException when there is none, or nothing here runs it
    /// @throws IllegalStateException when it was pruned, when an earlier process left its request
    ///     open, or when what it was allowed cannot be read back
    LiveRun find(RunId id) {
        return live.computeIfAbsent(id, this::restored);
    }

    private LiveRun restored(RunId id) {
        var state = kernel.state();
        var run =
                state.runs()
                        .get(id)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
        requireKept(run);
        var row = state.threads().get(run.thread()).orElseThrow();
        if (row.status() == ThreadStatus.ACTIVE) {
            throw new IllegalStateException(
                    "run %s was left open by a process that has ended; resume it first"
                            .formatted(id));
        }
        var listener =
                listeners
                        .get(row.name())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "run %s belongs to '%s', which nothing runs here"
                                                        .formatted(id, row.name())));
        var rights = frozen.of(row, id);
        var found =
                new LiveRun(
                        id, row.profile(), row.id(), listener, rights, run.retention(), newMeter());
        found.lane.setRead(Taint.of(state, row.id()));
        found.lane.setAccount(Account.of(state, row.id()));
        return found;
    }

    /// @throws IllegalStateException when the run's conversation is gone, or goes as soon as
    /// nothing is under way
    void requireKept(LiveRun run) {
        if (run.isPrunedAtEnd()) {
            throw pruned(run.id, PruneReason.DELIVERED);
        }
        kernel.state().runs().get(run.id).ifPresent(Runs::requireKept);
    }

    private static void requireKept(RunRow run) {
        if (run.pruned().isPresent()) {
            throw pruned(run.id(), run.pruned().get());
        }
    }

    static IllegalStateException pruned(RunId id, PruneReason reason) {
        return new IllegalStateException(
                "run %s was pruned (%s): its conversation is gone; begin a new one"
                        .formatted(id, reason.name().toLowerCase(Locale.ROOT)));
    }

    static IllegalStateException stillOpen(RunId id) {
        return new IllegalStateException(
                "run %s has not answered its last request; wait for it, or stop it".formatted(id));
    }
}
