package dev.bestcode.api.kernel;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.Optional;
import java.util.OptionalLong;

/// One change of durable state. A transaction is a list of them, applied wholly or not at all, live
/// and in recovery by the same code. Ids and random values are drawn before an op is made.
public sealed interface KernelOp {
    /// The same, whatever version of its row it was decided on: versions are LSNs, which are others
    /// in every kernel.
    default KernelOp withoutVersion() {
        return this;
    }

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
    /// Its messages stay in the journal.
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

    /// Say how long the content of a run is kept. A run of which nothing is said keeps it for ever.
    record RunRetained(RunId run, Retention retention) implements KernelOp {}

    /// Drop the content of an ended run: its pages, handlers' states and finished messages'
    /// payloads, as far as no fork needs them.
    record RunPruned(RunId run, PruneReason reason) implements KernelOp {}

    /// Note that a run began as a fork of another: what that one logged up to and with transaction
    /// `throughLsn` is kept as long as the fork's own content.
    record RunForked(RunId run, RunId from, long throughLsn) implements KernelOp {}

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

    /// Show a summary in place of the page. The original stays.
    /// @param tokens estimate of what the summary costs in a request
    /// @param seen the row's version that this was decided on; another one now rejects the
    ///     transaction. Empty for whatever it is.
    record SegmentFolded(
            ThreadId thread, SegmentId segment, Bytes summary, int tokens, OptionalLong seen)
            implements StateOp {
        @Override
        public KernelOp withoutVersion() {
            return new SegmentFolded(thread, segment, summary, tokens, OptionalLong.empty());
        }
    }

    /// Show nothing of the page. The original stays.
    record SegmentEvicted(ThreadId thread, SegmentId segment, OptionalLong seen)
            implements StateOp {
        @Override
        public KernelOp withoutVersion() {
            return new SegmentEvicted(thread, segment, OptionalLong.empty());
        }
    }

    /// Show the page again.
    record SegmentExpanded(ThreadId thread, SegmentId segment, OptionalLong seen)
            implements StateOp {
        @Override
        public KernelOp withoutVersion() {
            return new SegmentExpanded(thread, segment, OptionalLong.empty());
        }
    }

    /// Judge the page anew.
    record SegmentRated(
            ThreadId thread,
            SegmentId segment,
            Relevance relevance,
            boolean pinned,
            OptionalLong seen)
            implements StateOp {
        @Override
        public KernelOp withoutVersion() {
            return new SegmentRated(thread, segment, relevance, pinned, OptionalLong.empty());
        }
    }

    /// Replace what the listener keeps for this thread.
    record HandlerStateSet(ThreadId thread, String listener, Bytes state) implements StateOp {}

    /// Add to the thread's ledger account.
    record UsageCharged(ThreadId thread, Usage usage) implements StateOp {}

    /// Keep content in the store, by its hash, as long as the run of the thread keeps its own: also
    /// when the thread has left the table. It is there as soon as the transaction is.
    /// @see ContentStore#get
    record ContentKept(ThreadId thread, Bytes content) implements StateOp {}
}
