package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Begins runs where others stood. Pages are copied, so that neither run's folds touch the other's,
/// in as many transactions as it takes; the last one completes the fork's thread. Begun again after
/// a kill, it goes on behind the pages that are there.
final class Forking {
    /// A record has room for twice as much.
    private static final int TRANSACTION_BYTES = 8 << 20;

    private final Kernel kernel;
    private final ThreadId root;
    private final Stamp stamp;

    Forking(Kernel kernel, ThreadId root, Stamp stamp) {
        this.kernel = kernel;
        this.root = root;
        this.stamp = stamp;
    }

    /// @throws IllegalArgumentException when there is no run to fork
    /// @throws IllegalStateException when its content is gone
    /// @throws dev.bestcode.api.kernel.CommitRejectedException when its content goes with its
    ///     delivery
    void begin(Fork fork) {
        var state = kernel.state();
        var from = state.runs().get(fork.from()).orElseThrow(() -> noRun(fork));
        from.pruned()
                .ifPresent(
                        reason -> {
                            throw Runs.pruned(fork.from(), reason);
                        });
        var origin = state.threads().get(from.thread()).orElseThrow(() -> noRun(fork));
        var begun = state.threads().ofRun(fork.run());
        if (begun.filter(row -> row.status() != ThreadStatus.ACTIVE).isPresent()) {
            return;
        }
        new Copy(state, fork, origin, begun.map(ThreadRow::id)).run(from);
    }

    private static IllegalArgumentException noRun(Fork fork) {
        return new IllegalArgumentException("there is no run " + fork.from());
    }

    /// One fork being made.
    private final class Copy {
        private final KernelState state;
        private final Fork fork;
        private final ThreadRow origin;
        private final ThreadId thread;
        private final boolean begun;
        private final List<KernelOp> ops = new ArrayList<>();
        private final List<SegmentId> numbers;
        private long bytes;

        /// @param before its thread, where it was begun already
        Copy(KernelState state, Fork fork, ThreadRow origin, Optional<ThreadId> before) {
            this.state = state;
            this.fork = fork;
            this.origin = origin;
            this.begun = before.isPresent();
            this.thread = before.orElseGet(stamp::newThread);
            this.numbers =
                    new ArrayList<>(
                            state.contexts().segments(thread).stream()
                                    .map(SegmentRow::id)
                                    .toList());
        }

        void run(RunRow from) {
            if (!begun) {
                push(from);
            }
            for (var page : fork.pages().subList(numbers.size(), fork.pages().size())) {
                copy(page);
            }
            fork.agentState()
                    .apply(List.copyOf(numbers))
                    .ifPresent(
                            kept ->
                                    ops.add(
                                            new KernelOp.HandlerStateSet(
                                                    thread, origin.name(), kept)));
            fork.parts()
                    .forEach(
                            (part, kept) ->
                                    ops.add(new KernelOp.HandlerStateSet(thread, part, kept)));
            ops.add(Taint.keep(thread, Taint.of(state, origin.id())));
            ops.add(new KernelOp.ThreadStatusSet(thread, ThreadStatus.COMPLETED));
            kernel.commit(ops, Force.NOW);
        }

        /// Under the rights that the other run was begun with, and kept as long.
        private void push(RunRow from) {
            ops.add(
                    new KernelOp.ThreadPushed(
                            thread,
                            Optional.of(root),
                            Optional.of(fork.run()),
                            origin.name(),
                            origin.profile(),
                            origin.rights()));
            if (!(from.retention() instanceof Retention.Forever)) {
                ops.add(new KernelOp.RunRetained(fork.run(), from.retention()));
            }
            ops.add(new KernelOp.RunForked(fork.run(), fork.from(), state.lsn()));
        }

        private void copy(SegmentId page) {
            var row = state.contexts().get(page).orElseThrow();
            var content = state.contexts().content(page).orElseThrow();
            var number = new SegmentId(stamp.newId());
            numbers.add(number);
            ops.add(
                    new KernelOp.SegmentAdded(
                            thread,
                            number,
                            row.tag(),
                            content,
                            row.tokens(),
                            row.relevance(),
                            row.pinned()));
            bytes += content.size();
            if (bytes > TRANSACTION_BYTES) {
                kernel.commit(ops, Force.WITH_NEXT);
                ops.clear();
                bytes = 0;
            }
        }
    }
}
