package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One transaction being applied, or in a replay one after the other. It reads nothing of the
/// world, so the same log gives the same state; when an op is rejected, the whole is dropped.
final class StateChange {
    private final LogStore log;
    private final Map<ThreadId, ThreadNode> pruned = new HashMap<>(0);

    /// By thread, the newest message that was refused when its thread was not in the table.
    private final Map<ThreadId, Long> refused = new HashMap<>(0);

    /// Ordinal of the run that [#note] was last about in this transaction; 0 for none.
    private int noted;

    private long lsn;
    private long timeMillis;
    private ClockTrust clock;
    private UsedIds ids;
    private ThreadTable threads;
    private ContextTable pages;
    private OpenMessages messages;
    private RunTable runs;
    private HandlerStates handlerStates;
    private Ledger ledger;
    private BlobRefs blobs;

    StateChange(State before, long lsn, long timeMillis) {
        this(before);
        next(lsn, timeMillis);
    }

    /// Without a transaction yet.
    StateChange(State before) {
        this.log = before.log();
        this.lsn = before.lsn();
        this.timeMillis = before.timeMillis();
        this.clock = before.clock();
        this.ids = before.ids();
        this.threads = before.threadTable();
        this.pages = before.pages();
        this.messages = before.messages();
        this.runs = before.runs();
        this.handlerStates = before.handlerStates();
        this.ledger = before.ledger();
        this.blobs = before.blobs();
    }

    /// Go on with the next transaction. Nobody can get at the state before it any more.
    void next(long nextLsn, long nextMillis) {
        lsn = nextLsn;
        timeMillis = nextMillis;
        clock = clock.after(nextMillis);
        noted = 0;
        pruned.clear();
        refused.clear();
    }

    State result(Digest chain) {
        return new State(
                lsn,
                timeMillis,
                clock,
                chain,
                ids,
                threads,
                pages,
                messages,
                runs,
                handlerStates,
                ledger,
                blobs,
                log);
    }

    /// A thread of the table, or one that this transaction took from it.
    Optional<ThreadNode> node(ThreadId thread) {
        return threads.nodes()
                .get(thread.value())
                .or(() -> Optional.ofNullable(pruned.get(thread)));
    }

    /// The newest message of a thread, as far as this transaction knows: of one that left the table
    /// before, only what was refused since.
    Optional<Long> newest(ThreadId thread) {
        return Optional.ofNullable(refused.get(thread))
                .or(() -> node(thread).map(ThreadNode::newest));
    }

    RunTable runs() {
        return runs;
    }

    /// Ordinal of the run that an unfinished message belongs to; 0 for none.
    int runOfOpen(MessageId message) {
        return messages.byId().get(message.value()).map(OpenMessage::run).orElse(0);
    }

    void apply(LoggedOp logged, int slot) {
        long address = Address.of(lsn, slot);
        switch (logged.op()) {
            case ThreadPushed pushed -> push(pushed);
            case ThreadStatusSet(var thread, var status) -> setStatus(thread, status);
            case ThreadPruned(var thread) -> prune(thread);
            case MessageDispatched(var message) -> dispatch(message, logged.frame(), address);
            case MessageDelivered(var message) -> finish(message);
            case MessageFailed(var message, _) -> finish(message);
            case MessageRetried(var message, int attempt, _) ->
                    messages = messages.retried(message, attempt);
            case MessageRefused(var message, _, _) -> refuse(message, address);
            case SegmentAdded segment -> {
                requireKept(segment.thread());
                ids = ids.with(segment.segment().value(), "segment");
                pages = pages.add(segment, logged.content(), address);
            }
            case SegmentFolded folded -> pages = pages.fold(folded, address);
            case SegmentEvicted evicted -> pages = pages.evict(evicted, lsn);
            case SegmentExpanded expanded -> pages = pages.expand(expanded, lsn);
            case SegmentRated rated -> pages = pages.rate(rated, lsn);
            case HandlerStateSet(var thread, var listener, _) -> {
                requireKept(thread);
                var kept = new HandlerStates.Kept(listener, address, logged.content().sha256());
                handlerStates = handlerStates.with(thread, kept);
            }
            case ContentKept(var thread, _) -> requireKept(thread);
            case UsageCharged(var thread, var usage) ->
                    ledger = ledger.charge(thread, usage, threads);
            case RunRetained(var run, var retention) -> retain(run, retention);
            case RunPruned(var run, var reason) -> prune(run, reason);
            case RunForked(var run, var from, long throughLsn) ->
                    runs = runs.forked(run, from, throughLsn, lsn - 1);
        }
        note(logged.frame(), address);
    }

    private void note(OpFrame frame, long address) {
        if (frame.form() != ContentForm.NONE && frame.run() != noted) {
            runs = runs.touched(frame.run(), lsn);
            noted = frame.run();
        }
        if (frame.isBlob()) {
            boolean payload = OpKind.isMessage(frame.kind());
            blobs = blobs.with(frame.run(), address, new BlobRefs.Ref(frame.sha256(), payload));
        }
    }

    private void push(ThreadPushed pushed) {
        ids = ids.with(pushed.thread().value(), "thread");
        int ordinal = pushed.run().map(runs::ordinalOf).orElse(0);
        threads = threads.push(pushed, ordinal);
        pushed.run().ifPresent(run -> runs = runs.begun(run, pushed.thread(), lsn, timeMillis));
    }

    /// Said late, it drops what is finished already.
    private void retain(RunId run, Retention retention) {
        runs = runs.retained(run, retention);
        var entry = runs.require(run);
        if (entry.prunesOnDelivery()) {
            runs = runs.dropped(run, lsn);
            releaseBlobs(entry);
            if (entry.endedMillis().isPresent()) {
                prune(run, PruneReason.DELIVERED);
            }
        }
    }

    private void setStatus(ThreadId thread, ThreadStatus status) {
        if (status == ThreadStatus.ACTIVE) {
            requireKept(thread);
        }
        var run = threads.require(thread).row().run();
        threads = threads.withStatus(thread, status);
        if (run.isPresent() && runs.require(run.get()).thread().equals(thread)) {
            runs = runs.statusSet(run.get(), status, timeMillis);
            pruneIfDelivered(run.get(), status);
        }
    }

    private void pruneIfDelivered(RunId run, ThreadStatus status) {
        var entry = runs.require(run);
        if (status != ThreadStatus.ACTIVE && entry.prunesOnDelivery() && entry.pruned().isEmpty()) {
            prune(run, PruneReason.DELIVERED);
        }
    }

    private void prune(RunId run, PruneReason reason) {
        runs = runs.pruned(run, reason, lsn);
        for (var thread : threads.threadsOf(run)) {
            pages = pages.withoutThread(thread);
            handlerStates = handlerStates.without(thread);
        }
        releaseBlobs(runs.require(run));
        runs.require(run).forkedFrom().map(runs::require).ifPresent(this::releaseBlobs);
    }

    /// Let go of the blobs that [State#dropped] no longer needs; what is open still needs its
    /// payload, and [#finish] looks again.
    private void releaseBlobs(RunEntry run) {
        boolean all = run.pruned().isPresent();
        if (all || run.prunesOnDelivery()) {
            long kept = run.keptThrough();
            var open = messages.addressesOf(run.ordinal());
            blobs =
                    blobs.without(
                            run.ordinal(),
                            ref ->
                                    Address.lsn(ref.key()) > kept
                                            && !open.contains(ref.key())
                                            && (all || ref.value().payload()));
        }
    }

    private void prune(ThreadId thread) {
        pruned.put(thread, threads.require(thread));
        threads = threads.prune(thread);
        pages = pages.withoutThread(thread);
        handlerStates = handlerStates.without(thread);
        ledger = ledger.without(thread);
    }

    private void requireKept(ThreadId thread) {
        int run = threads.require(thread).run();
        if (run != 0) {
            runs.requireKept(run);
        }
    }

    private void dispatch(Message message, OpFrame frame, long address) {
        threads = threads.withNewest(message.thread(), address);
        long id = message.id().value();
        ids = ids.with(id, "message");
        messages = messages.dispatched(id, new OpenMessage(address, frame.run(), 0));
    }

    /// A refusal may come late, when its thread has left the table.
    private void refuse(Message message, long address) {
        var thread = message.thread();
        if (threads.get(thread).isPresent()) {
            threads = threads.withNewest(thread, address);
        } else if (ids.contains(thread.value())) {
            refused.put(thread, address);
        } else {
            throw new CommitRejectedException("thread " + thread + " is unknown");
        }
        ids = ids.with(message.id().value(), "message");
        messages = messages.refused();
    }

    private void finish(MessageId message) {
        var open = messages.require(message);
        messages = messages.finished(message);
        var run = runs.find(open.run());
        if (run.isPresent() && (run.get().prunesOnDelivery() || run.get().pruned().isPresent())) {
            dropPayload(run.get(), open);
        }
    }

    private void dropPayload(RunEntry run, OpenMessage message) {
        runs = runs.dropped(run.id(), lsn);
        if (Address.lsn(message.address()) > run.keptThrough()) {
            blobs = blobs.without(run.ordinal(), ref -> ref.key() == message.address());
        }
    }
}
