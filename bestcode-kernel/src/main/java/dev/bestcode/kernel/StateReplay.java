package dev.bestcode.kernel;

import java.util.List;

/// A state that is made again from the log. It goes through the same [StateChange] as live commits;
/// but nobody sees what lies between two transactions, so it owns its tables and writes to them in
/// place.
final class StateReplay {
    private final StateChange change;
    private long lsn;
    private Digest chain;

    /// @param from stays as it is
    StateReplay(State from) {
        this.change = new StateChange(from.ownedBy(new LongMap.Owner()));
        this.lsn = from.lsn();
        this.chain = from.chain();
    }

    /// Of the last transaction.
    long lsn() {
        return lsn;
    }

    Digest chain() {
        return chain;
    }

    /// Apply the next transaction.
    /// @throws dev.bestcode.api.kernel.CommitRejectedException when an op does not fit; this is of
    /// no use any more then
    void apply(List<LoggedOp> ops, long nextLsn, long timeMillis, Digest nextChain) {
        change.next(nextLsn, timeMillis);
        for (int slot = 0; slot < ops.size(); slot++) {
            change.apply(ops.get(slot), slot);
        }
        lsn = nextLsn;
        chain = nextChain;
    }

    /// What it has come to. Nothing can be applied any more.
    State state() {
        return change.result(chain).ownedBy(LongMap.Owner.NOBODY);
    }
}
