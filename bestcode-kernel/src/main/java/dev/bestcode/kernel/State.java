package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import java.util.Optional;

/// The root of everything between two transactions.
/// @param timeMillis of the last transaction; a later one is never labelled earlier
record State(
        long lsn,
        long timeMillis,
        UsedIds ids,
        ThreadTable threads,
        ContextTable contexts,
        MessageJournal journal,
        HandlerStates handlerStates,
        Ledger ledger)
        implements KernelState {
    static State empty(LogReader log) {
        return new State(
                0,
                0,
                UsedIds.NONE,
                ThreadTable.EMPTY,
                ContextTable.empty(log),
                MessageJournal.empty(log),
                HandlerStates.NONE,
                Ledger.EMPTY);
    }

    /// The state after one more transaction; live commits and recovery both come through here.
    /// @param bodyPosition where the transaction's ops begin in the log
    /// @throws dev.bestcode.api.kernel.CommitRejectedException when an op does not fit
    State after(Transaction transaction, long lsn, long timeMillis, long bodyPosition) {
        var change = new StateChange(this, lsn, timeMillis);
        for (var op : transaction.ops()) {
            change.apply(op, op.at(bodyPosition));
        }
        return change.result();
    }

    @Override
    public long nextId() {
        return ids.nextId();
    }

    @Override
    public Usage usage(ThreadId thread) {
        return ledger.balance(thread);
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return handlerStates.get(thread, listener);
    }

    @Override
    public Sha256 hash() {
        return StateHash.of(this);
    }
}
