package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.KernelStorage;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/// A kernel on a write-ahead log: the state is in memory as an immutable tree, the log is its only
/// copy on disk, and messages and pages are read back from it.
///
/// A commit costs what it changes, whatever the history; an open reads the log once.
public final class WalKernel implements Kernel {
    private final Inbox inbox;
    private final LogThread log;
    private final Publication publication;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WalKernel(Inbox inbox, LogThread log, Publication publication) {
        this.inbox = inbox;
        this.log = log;
        this.publication = publication;
    }

    /// Recover what the storage holds, and own it until closed.
    /// @throws KernelException when another kernel owns it, or when it is damaged, of a newer
    /// format or not readable; its content is not changed then
    public static WalKernel open(KernelStorage storage, KernelOptions options) {
        var inbox = new Inbox();
        var log = new LogThread(storage, options, inbox);
        Thread.ofPlatform().daemon().name("bestcode-log").start(log);
        return new WalKernel(inbox, log, log.awaitOpen());
    }

    @Override
    public Committed commit(List<? extends KernelOp> ops, Force force) {
        var submission = new Submission(Transaction.encode(ops), force);
        inbox.put(submission);
        return submission.await();
    }

    @Override
    public KernelState state() {
        return publication.state();
    }

    @Override
    public long forcedLsn() {
        return publication.forcedLsn();
    }

    @Override
    public void onForced(LongConsumer listener) {
        publication.onForced(listener);
    }

    /// {@inheritDoc}
    /// Whoever read a state before may still hold it, but not read content through it.
    /// @throws KernelException when the log failed, now or before: commits since [#forcedLsn] may
    /// be lost
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            inbox.close();
            log.awaitEnd();
        }
    }
}
