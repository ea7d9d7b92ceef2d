package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The root of everything between two transactions. It holds structure; content lies in the log and
/// is read back through it.
/// @param timeMillis of the last transaction; a later one is never labelled earlier
/// @param chain of the last transaction
record State(
        long lsn,
        long timeMillis,
        ClockTrust clock,
        Digest chain,
        UsedIds ids,
        ThreadTable threadTable,
        ContextTable pages,
        OpenMessages messages,
        RunTable runs,
        HandlerStates handlerStates,
        Ledger ledger,
        BlobRefs blobs,
        LogStore log)
        implements KernelState {
    static State empty(LogStore log) {
        return new State(
                0,
                0,
                ClockTrust.NONE,
                Chain.START,
                UsedIds.NONE,
                ThreadTable.EMPTY,
                ContextTable.EMPTY,
                OpenMessages.NONE,
                RunTable.EMPTY,
                HandlerStates.NONE,
                Ledger.EMPTY,
                BlobRefs.NONE,
                log);
    }

    /// The same state, its large tables for one owner's changes, or for all to see.
    State ownedBy(LongMap.Owner owner) {
        return new State(
                lsn,
                timeMillis,
                clock,
                chain,
                ids,
                threadTable.ownedBy(owner),
                pages.ownedBy(owner),
                messages.ownedBy(owner),
                runs.ownedBy(owner),
                handlerStates.ownedBy(owner),
                ledger.ownedBy(owner),
                blobs,
                log);
    }

    /// Whether retention has dropped what an op carries.
    /// @param run ordinal of the op's run, 0 for none
    /// @param message whose payload or reason it is; 0 when it is no message's
    boolean dropped(int run, long lsn, long message) {
        return runs.find(run)
                .filter(entry -> lsn > entry.keptThrough())
                .filter(_ -> message == 0 || !messages.contains(message))
                .filter(
                        entry ->
                                entry.pruned().isPresent()
                                        || (message != 0 && entry.prunesOnDelivery()))
                .isPresent();
    }

    /// The same for an op as it lies in the log. A reason goes when its message's payload does.
    boolean dropped(LoggedOp logged, long lsn) {
        int run = logged.frame().run();
        return switch (logged.op()) {
            case MessageDispatched(var message) -> dropped(run, lsn, message.id().value());
            case MessageRefused(var message, _, _) -> dropped(run, lsn, message.id().value());
            case MessageFailed(var message, _) ->
                    dropped(run, dispatched(message), message.value());
            case MessageRetried(var message, _, _) ->
                    dropped(run, dispatched(message), message.value());
            case KernelOp _ -> dropped(run, lsn, 0);
        };
    }

    private long dispatched(MessageId message) {
        return Address.lsn(log.message(message.value()));
    }

    /// The blobs that hold an op's content, or the rights of a thread.
    Set<Digest> neededBlobs() {
        var needed = new HashSet<>(blobs.counts().keySet());
        threadTable.nodes().values().forEach(node -> needed.add(Digest.of(node.row().rights())));
        return needed;
    }

    @Override
    public long nextId() {
        return ids.nextId();
    }

    @Override
    public Threads threads() {
        return new ThreadView(threadTable, runs);
    }

    @Override
    public Contexts contexts() {
        return new ContextView(pages, log);
    }

    @Override
    public Journal journal() {
        return new JournalView(this);
    }

    @Override
    public Usage usage(ThreadId thread) {
        return ledger.balance(thread);
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return handlerStates.get(thread, listener).flatMap(kept -> log.content(kept.address()));
    }

    @Override
    public OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        return handlerStates
                .get(thread, listener)
                .map(kept -> OptionalLong.of(Address.lsn(kept.address())))
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener, long at) {
        if (at < 1 || at > lsn) {
            return Optional.empty();
        }
        return log.ops(at).stream()
                .filter(read -> !read.dropped() && !dropped(read.frame().run(), at, 0))
                .map(LogStore.ReadOp::op)
                .filter(HandlerStateSet.class::isInstance)
                .map(HandlerStateSet.class::cast)
                .filter(set -> set.thread().equals(thread) && set.listener().equals(listener))
                .reduce((_, last) -> last)
                .map(HandlerStateSet::state);
    }

    @Override
    public Sha256 hash() {
        return StateHash.of(this);
    }
}
