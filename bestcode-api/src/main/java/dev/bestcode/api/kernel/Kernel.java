package dev.bestcode.api.kernel;

import java.util.List;
import java.util.function.LongConsumer;

/// Durable state: threads, contexts, journal and ledger behind one log.
/// Safe from any worker; an interrupt of a caller never harms the log.
public interface Kernel extends AutoCloseable {
    /// Apply the ops as one transaction: all of them or none, in the process and after any crash.
    /// Concurrent commits share a force.
    /// @return once written, and for [Force#NOW] once on stable storage
    /// @throws CommitRejectedException when an op does not fit the state; nothing has changed
    /// @throws KernelFullException when the disk has no room; nothing has changed
    /// @throws CommitOutcomeUnknownException when the log took a failed write or force, now or
    ///     before
    /// @throws KernelException when the kernel is closed; nothing has changed
    Committed commit(List<? extends KernelOp> ops, Force force);

    /// The newest state: whole transactions, immutable, without a lock.
    KernelState state();

    /// Large content by its hash, beside the log.
    ContentStore content();

    /// The highest LSN known to be on stable storage; 0 before the first.
    long forcedLsn();

    /// Be told whenever more of the log is on stable storage, idle forces included.
    /// @param listener takes [#forcedLsn]; called on the log's own thread, so it must not block,
    /// and one that throws is not called again
    void onForced(LongConsumer listener);

    /// Force what is written, then release the log. Later commits throw; closing twice does
    /// nothing.
    @Override
    void close();
}
