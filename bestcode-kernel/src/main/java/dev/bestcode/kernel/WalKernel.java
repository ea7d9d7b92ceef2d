package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.KernelStorage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/// A kernel on a write-ahead log: structure is in memory as an immutable tree, content in the log
/// and in blobs alone, and read back from there.
///
/// A commit costs what it changes, whatever the history; an open reads the newest snapshot and the
/// log behind it.
public final class WalKernel implements Kernel {
    private final Inbox inbox;
    private final LogThread log;
    private final BlobStore blobs;
    private final Publication publication;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WalKernel(Inbox inbox, LogThread log, BlobStore blobs, Publication publication) {
        this.inbox = inbox;
        this.log = log;
        this.blobs = blobs;
        this.publication = publication;
    }

    /// Recover what the storage holds, and own it until closed.
    /// @throws dev.bestcode.api.kernel.KernelLockedException when another kernel owns it
    /// @throws dev.bestcode.api.kernel.KernelDamagedException when it is damaged
    /// @throws dev.bestcode.api.kernel.UnsupportedFormatException when it is foreign, or newer
    /// @throws dev.bestcode.api.kernel.KernelException when it cannot be read or written; in no
    /// case has what was logged been changed
    public static WalKernel open(KernelStorage storage, KernelOptions options) {
        var inbox = new Inbox();
        var blobs = new BlobStore(storage);
        var log = new LogThread(storage, options, inbox, blobs);
        Thread.ofPlatform().daemon().name("bestcode-log").start(log);
        return new WalKernel(inbox, log, blobs, log.awaitOpen());
    }

    @Override
    public Committed commit(List<? extends KernelOp> ops, Force force) {
        var pinned = new ArrayList<Digest>();
        try {
            var transaction =
                    Transaction.encode(
                            ops,
                            content -> {
                                var blob = blobs.pin(content);
                                pinned.add(blob);
                                return blob;
                            });
            return commit(transaction, force);
        } finally {
            pinned.forEach(blobs::unpin);
        }
    }

    /// Commit what was encoded before.
    Committed commit(Transaction transaction, Force force) {
        var submission = new Submission(transaction, force);
        inbox.put(submission);
        return submission.await();
    }

    @Override
    public KernelState state() {
        return publication.state();
    }

    @Override
    public ContentStore content() {
        return blobs;
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
    /// @throws dev.bestcode.api.kernel.KernelException when the log failed, now or before: commits
    ///     since [#forcedLsn] may be lost
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            inbox.close();
            log.awaitEnd();
        }
    }
}
