package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Commits some transactions, one after the other, as one of several callers. It draws them from
/// where the model stood when all began and from what it has done itself, so it knows nothing of
/// the others, but takes its new numbers from a lane of its own.
/// @param choices of all callers, of which it takes its own
record Caller(
        WalKernel kernel, Model base, InstantSource clock, int lane, List<List<Integer>> choices)
        implements Callable<List<Caller.Tried>> {
    private static final int TRANSACTIONS_MAX = 6;

    /// More numbers than a caller uses in one round.
    private static final long LANE = 1_000;

    /// What became of a transaction.
    sealed interface Tried {
        List<KernelOp> ops();
    }

    /// @param forced whether it was said to be on stable storage
    record Taken(long lsn, List<KernelOp> ops, boolean forced) implements Tried {}

    /// @param from LSN of the state before the call
    record Rejected(long from, List<KernelOp> ops, String why) implements Tried {}

    /// Nobody can say.
    record Unknown(List<KernelOp> ops) implements Tried {}

    @Override
    public List<Tried> call() {
        var chance = Chance.of(choices.get(lane));
        var view = base.after(List.of(), clock.instant());
        if (lane > 0) {
            view.used.add(view.nextId() + lane * LANE);
        }
        var tried = new ArrayList<Tried>();
        for (int left = chance.below(TRANSACTIONS_MAX); left >= 0; left--) {
            var ops = new TransactionGenerator(chance).draw(view, clock.instant());
            var force = chance.from(List.of(Force.values()));
            long from = kernel.state().lsn();
            try {
                long lsn = kernel.commit(ops, force).lsn();
                tried.add(new Taken(lsn, ops, force == Force.NOW));
                view = TransactionGenerator.after(view, ops, clock.instant()).orElse(view);
            } catch (CommitRejectedException e) {
                tried.add(new Rejected(from, ops, String.valueOf(e.getMessage())));
            } catch (KernelException e) {
                tried.add(new Unknown(ops));
                return tried;
            }
        }
        return tried;
    }
}
