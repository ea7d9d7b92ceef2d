package dev.bestcode.api.kernel;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.Optional;

/// One change of durable state. A transaction is a list of them, applied wholly or not at all, live
/// and in recovery by the same code. Ids and random values are drawn before an op is made.
public sealed interface KernelOp {
    /// Add a thread. The first one of a kernel is its root, the only one without a parent.
    record ThreadPushed(
            ThreadId thread,
            Optional<ThreadId> parent,
            Optional<RunId> run,
            String name,
            String profile,
            Sha256 rights)
            implements KernelOp {}

    record ThreadStatusSet(ThreadId thread, ThreadStatus status) implements KernelOp {}

    /// Remove a thread without children from the table, with its context and its handlers' state.
    /// Its
    /// messages stay in the journal.
    record ThreadPruned(ThreadId thread) implements KernelOp {}

    /// Add a message to the journal, to be delivered.
    record MessageDispatched(Message message) implements KernelOp {}

    record MessageDelivered(MessageId message) implements KernelOp {}

    /// End a dispatched message that no handler could finish.
    record MessageFailed(MessageId message, String reason) implements KernelOp {}

    /// Keep a dispatched message for another attempt.
    /// @param attempt the attempt that has just ended, from 1
    record MessageRetried(MessageId message, int attempt, String reason) implements KernelOp {}

    /// Record a message that was not admitted.
    /// @param message with at most the first 1 KiB of the payload
    /// @param payloadHash SHA-256 of the whole payload
    record MessageRefused(Message message, Sha256 payloadHash, String reason) implements KernelOp {}

    /// The part that handlers may ask for, about the thread that they were delivered on.
    sealed interface StateOp extends KernelOp {
        ThreadId thread();
    }

    /// Append a page to the thread's context, expanded.
    record SegmentAdded(
            ThreadId thread,
            SegmentId segment,
            String tag,
            Bytes content,
            int tokens,
            Relevance relevance,
            boolean pinned)
            implements StateOp {}

    /// Replace what the listener keeps for this thread.
    record HandlerStateSet(ThreadId thread, String listener, Bytes state) implements StateOp {}

    /// Add to the thread's ledger account.
    record UsageCharged(ThreadId thread, Usage usage) implements StateOp {}
}
