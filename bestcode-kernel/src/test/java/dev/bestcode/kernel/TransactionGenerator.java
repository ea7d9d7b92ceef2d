package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws transactions for the state that a model is in: most fit, and some are wrong in one op,
/// at its first place or after others that would have fitted.
record TransactionGenerator(Chance chance) {
    private static final int OPS_MAX = 6;

    List<KernelOp> draw(Model model, Instant clock) {
        var ops = new ArrayList<KernelOp>();
        if (chance.oneIn(50)) {
            return ops;
        }
        boolean mayBeWrong = chance.oneIn(3);
        var reached = model;
        for (int left = chance.below(OPS_MAX); left >= 0; left--) {
            ops.add(new OpGenerator(chance, reached, model.lsn() + 1).draw());
            var next = after(model, ops, clock);
            if (next.isPresent()) {
                reached = next.get();
            } else if (mayBeWrong) {
                return ops;
            } else {
                ops.removeLast();
            }
        }
        return ops;
    }

    /// Empty when the model rejects it.
    static Optional<Model> after(Model model, List<KernelOp> ops, Instant clock) {
        try {
            return Optional.of(model.after(ops, clock));
        } catch (CommitRejectedException e) {
            return Optional.empty();
        }
    }
}
