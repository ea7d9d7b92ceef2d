package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runs of a [FakeKernel], and which thread belongs to which, pruned threads included.
final class FakeRuns implements KernelState.Runs {
    private final Map<RunId, RunRow> rows = new LinkedHashMap<>();
    private final Map<ThreadId, RunId> byThread = new LinkedHashMap<>();

    FakeRuns() {}

    FakeRuns(FakeRuns other) {
        rows.putAll(other.rows);
        byThread.putAll(other.byThread);
    }

    void pushed(KernelOp.ThreadPushed op) {
        op.run()
                .ifPresent(
                        run -> {
                            byThread.put(op.thread(), run);
                            rows.putIfAbsent(run, begun(run, op.thread()));
                        });
    }

    private static RunRow begun(RunId run, ThreadId thread) {
        return new RunRow(
                run,
                thread,
                new Retention.Forever(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    void retained(RunId id, Retention retention) {
        var row = require(id);
        rows.put(
                id,
                new RunRow(
                        id, row.thread(), retention, row.startedAt(), row.endedAt(), row.pruned()));
    }

    /// @return the run whose content goes with that
    Optional<RunId> statusSet(ThreadId thread, ThreadStatus status) {
        var row = of(thread).filter(run -> run.thread().equals(thread));
        row.ifPresent(run -> statusSet(run, status));
        return row.filter(run -> status != ThreadStatus.ACTIVE)
                .filter(run -> run.retention() instanceof Retention.PruneOnDelivery)
                .map(RunRow::id);
    }

    private void statusSet(RunRow row, ThreadStatus status) {
        requireKept(row.thread());
        rows.put(
                row.id(),
                new RunRow(
                        row.id(),
                        row.thread(),
                        row.retention(),
                        row.startedAt(),
                        status == ThreadStatus.ACTIVE
                                ? Optional.empty()
                                : Optional.of(Instant.EPOCH),
                        Optional.empty()));
    }

    void pruned(RunId id, PruneReason reason) {
        var row = require(id);
        if (row.endedAt().isEmpty() || row.pruned().isPresent()) {
            throw new CommitRejectedException("run " + id + " is under way, or pruned already");
        }
        rows.put(
                id,
                new RunRow(
                        id,
                        row.thread(),
                        row.retention(),
                        row.startedAt(),
                        row.endedAt(),
                        Optional.of(reason)));
    }

    /// Forks pin nothing here.
    void forked(RunId id, RunId from) {
        require(id);
        requireKept(require(from).thread());
    }

    /// That nothing is written to what was pruned.
    void requireKept(ThreadId thread) {
        if (of(thread).flatMap(RunRow::pruned).isPresent()) {
            throw new CommitRejectedException("the run of thread " + thread + " was pruned");
        }
    }

    /// Whether the payload of a message that has ended is to go.
    boolean dropsPayloads(ThreadId thread) {
        return of(thread)
                .filter(
                        run ->
                                run.retention() instanceof Retention.PruneOnDelivery
                                        || run.pruned().isPresent())
                .isPresent();
    }

    boolean isOf(ThreadId thread, RunId run) {
        return run.equals(byThread.get(thread));
    }

    private Optional<RunRow> of(ThreadId thread) {
        return Optional.ofNullable(byThread.get(thread)).flatMap(this::get);
    }

    private RunRow require(RunId id) {
        return get(id).orElseThrow(() -> new CommitRejectedException("there is no run " + id));
    }

    @Override
    public Optional<RunRow> get(RunId run) {
        return Optional.ofNullable(rows.get(run));
    }

    @Override
    public List<RunRow> all() {
        return List.copyOf(rows.values());
    }
}
