package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.LoggedTransaction;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Lets in only what the log has: each transaction is compared with the logged one, op by op,
/// before it is committed.
final class ReplayKernel implements Kernel {
    private final Kernel kernel;
    private final Playhead playhead;
    private boolean done;

    ReplayKernel(Kernel kernel, Playhead playhead) {
        this.kernel = kernel;
        this.playhead = playhead;
    }

    void begin(LoggedTransaction transaction) {
        playhead.set(transaction);
        done = false;
    }

    /// Whether the transaction was derived.
    boolean isDone() {
        return done;
    }

    /// Take part of the transaction as it is, and the rest for known.
    void commitAsItIs(List<KernelOp> ops) {
        kernel.commit(ops.stream().map(KernelOp::withoutVersion).toList(), Force.WITH_NEXT);
        done = true;
    }

    /// @throws DivergedException when it is not what the log has
    @Override
    public Committed commit(List<? extends KernelOp> ops, Force force) {
        var derived = ops.stream().<KernelOp>map(KernelOp::withoutVersion).toList();
        compare(done ? List.of() : playhead.now().ops(), derived);
        done = true;
        return kernel.commit(derived, Force.WITH_NEXT);
    }

    private void compare(List<KernelOp> logged, List<KernelOp> derived) {
        for (int i = 0; i < Math.max(logged.size(), derived.size()); i++) {
            var there = at(logged, i);
            var here = at(derived, i);
            if (!there.map(KernelOp::withoutVersion).equals(here)) {
                throw new DivergedException(
                        new Divergence(playhead.now().lsn(), i, there, here, ""));
            }
        }
    }

    private static Optional<KernelOp> at(List<KernelOp> ops, int place) {
        return place < ops.size() ? Optional.of(ops.get(place)) : Optional.empty();
    }

    @Override
    public KernelState state() {
        return kernel.state();
    }

    @Override
    public ContentStore content() {
        return kernel.content();
    }

    @Override
    public long forcedLsn() {
        return kernel.forcedLsn();
    }

    @Override
    public void onForced(LongConsumer listener) {
        kernel.onForced(listener);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
