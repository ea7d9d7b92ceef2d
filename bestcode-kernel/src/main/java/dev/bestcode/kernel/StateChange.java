package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;

/// One transaction being applied. It reads nothing of the world, so the same log gives the same
/// state; when an op is rejected, the whole is dropped.
final class StateChange {
    private final long lsn;
    private final long timeMillis;
    private UsedIds ids;
    private ThreadTable threads;
    private ContextTable contexts;
    private MessageJournal journal;
    private HandlerStates handlerStates;
    private Ledger ledger;

    StateChange(State before, long lsn, long timeMillis) {
        this.lsn = lsn;
        this.timeMillis = timeMillis;
        this.ids = before.ids();
        this.threads = before.threads();
        this.contexts = before.contexts();
        this.journal = before.journal();
        this.handlerStates = before.handlerStates();
        this.ledger = before.ledger();
    }

    State result() {
        return new State(lsn, timeMillis, ids, threads, contexts, journal, handlerStates, ledger);
    }

    void apply(LoggedOp logged, Extent extent) {
        switch (logged.op()) {
            case ThreadPushed pushed -> {
                ids = ids.with(pushed.thread().value(), "thread");
                threads = threads.push(pushed);
            }
            case ThreadStatusSet(var thread, var status) ->
                    threads = threads.withStatus(thread, status);
            case ThreadPruned(var thread) -> prune(thread);
            case MessageDispatched(var message) -> {
                threads.require(message.thread());
                addMessage(message, MessageStatus.DISPATCHED, logged.content(), extent);
            }
            case MessageDelivered(var message) ->
                    journal = journal.finish(message, MessageStatus.DELIVERED, "");
            case MessageFailed(var message, var reason) ->
                    journal = journal.finish(message, MessageStatus.FAILED, reason);
            case MessageRetried(var message, int attempt, _) ->
                    journal = journal.retry(message, attempt);
            case MessageRefused(var message, _, _) -> {
                requireEverKnown(message.thread());
                addMessage(message, MessageStatus.REFUSED, logged.content(), extent);
            }
            case SegmentAdded segment -> {
                threads.require(segment.thread());
                ids = ids.with(segment.segment().value(), "segment");
                contexts = contexts.add(segment, logged.content(), extent);
            }
            case HandlerStateSet(var thread, var listener, var state) -> {
                threads.require(thread);
                handlerStates = handlerStates.with(thread, listener, state);
            }
            case UsageCharged(var thread, var usage) ->
                    ledger = ledger.charge(thread, usage, threads);
        }
    }

    private void prune(ThreadId thread) {
        threads = threads.prune(thread);
        contexts = contexts.withoutThread(thread);
        handlerStates = handlerStates.without(thread);
        ledger = ledger.without(thread);
    }

    private void addMessage(Message message, MessageStatus status, Digest payload, Extent extent) {
        long id = message.id().value();
        ids = ids.with(id, "message");
        long previous = journal.newestOf(message.thread());
        var row = new JournalRow(id, lsn, timeMillis, previous, payload, extent, status, 0, "");
        journal = journal.add(row, message.thread());
    }

    /// A refusal may come late, when its thread has left the table.
    private void requireEverKnown(ThreadId thread) {
        if (threads.get(thread).isEmpty() && !journal.knows(thread)) {
            throw new CommitRejectedException("thread " + thread + " is unknown");
        }
    }
}
