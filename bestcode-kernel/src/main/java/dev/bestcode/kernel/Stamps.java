package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayList;
import java.util.List;

/// What the log thread adds to an op before it is logged, so that a segment can be read and copied
/// without the state it was written in: the op's run, and the message before it on its thread.
/// @param change the transaction so far
record Stamps(StateChange change, LogStore log) {
    /// Whether stamping reads the log, so that all before it has to be written: a refusal may come
    /// when its thread has left the table.
    static boolean lookBack(Transaction transaction, ThreadTable threads) {
        return transaction.ops().stream()
                .anyMatch(
                        logged ->
                                logged.op() instanceof MessageRefused(var message, _, _)
                                        && threads.get(message.thread()).isEmpty());
    }

    /// Stamp the ops of a transaction and apply them to the change, one after the other.
    /// @throws dev.bestcode.api.kernel.CommitRejectedException when one does not fit
    List<LoggedOp> apply(Transaction transaction) {
        var ops = new ArrayList<LoggedOp>(transaction.ops().size());
        for (var op : transaction.ops()) {
            var stamped = stamp(op, transaction.body());
            change.apply(stamped, ops.size());
            ops.add(stamped);
        }
        return ops;
    }

    LoggedOp stamp(LoggedOp logged, byte[] body) {
        int run = runOf(logged.op());
        long link = linkOf(logged.op());
        logged.frame().stamp(body, run, link);
        return new LoggedOp(logged.op(), logged.frame().stamped(run, link));
    }

    private int runOf(KernelOp op) {
        return switch (op) {
            case ThreadPushed pushed -> pushed.run().map(change.runs()::ordinalOf).orElse(0);
            case ThreadStatusSet(var thread, _) -> runOf(thread);
            case ThreadPruned(var thread) -> runOf(thread);
            case MessageDispatched(var message) -> runOf(message.thread());
            case MessageRefused(var message, _, _) -> runOf(message.thread());
            case MessageDelivered(var message) -> change.runOfOpen(message);
            case MessageFailed(var message, _) -> change.runOfOpen(message);
            case MessageRetried(var message, _, _) -> change.runOfOpen(message);
            case RunRetained(var run, _) -> change.runs().ordinalOf(run);
            case RunPruned(var run, _) -> change.runs().ordinalOf(run);
            case RunForked(var run, _, _) -> change.runs().ordinalOf(run);
            case StateOp own -> runOf(own.thread());
        };
    }

    private int runOf(ThreadId thread) {
        return change.node(thread).map(ThreadNode::run).orElseGet(() -> runOfPruned(thread));
    }

    /// A thread that has left the table is known by its last message.
    private int runOfPruned(ThreadId thread) {
        long end = log.end(thread);
        return end == Address.NONE ? 0 : log.op(end).frame().run();
    }

    private long linkOf(KernelOp op) {
        return switch (op) {
            case MessageDispatched(var message) -> newest(message.thread());
            case MessageRefused(var message, _, _) -> newest(message.thread());
            case ThreadPruned(var thread) -> newest(thread);
            case KernelOp _ -> Address.NONE;
        };
    }

    private long newest(ThreadId thread) {
        return change.newest(thread).orElseGet(() -> log.end(thread));
    }
}
