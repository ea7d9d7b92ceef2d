package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The life of the one thread that writes the log: lock, recover, serve, release. Nobody else holds
/// this thread, so nobody can interrupt its channel.
final class LogThread implements Runnable {
    private final KernelStorage storage;
    private final KernelOptions options;
    private final Inbox inbox;
    private final BlobStore blobs;
    private final CompletableFuture<Publication> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    LogThread(KernelStorage storage, KernelOptions options, Inbox inbox, BlobStore blobs) {
        this.storage = storage;
        this.options = options;
        this.inbox = inbox;
        this.blobs = blobs;
    }

    /// Wait until the log is recovered.
    Publication awaitOpen() {
        return await(
                opened,
                "the kernel cannot be opened; nothing that was logged has changed. See that there is space, and that this process may read and write there, then open it again");
    }

    /// Wait until the log is released.
    /// @throws KernelException when it failed before that
    void awaitEnd() {
        await(ended, "closing the log failed; open it again to see what it holds");
    }

    private <T> T await(CompletableFuture<T> future, String what) {
        try {
            return Uninterruptibly.get(future::get);
        } catch (ExecutionException e) {
            throw inThisThread(e.getCause() == null ? e : e.getCause(), what);
        }
    }

    /// The log thread's failure with the caller's stack trace.
    private KernelException inThisThread(Throwable cause, String what) {
        var message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case KernelLockedException _ -> new KernelLockedException(message, cause);
            case CommitOutcomeUnknownException _ ->
                    new CommitOutcomeUnknownException(message, cause);
            case KernelDamagedException damage ->
                    caused(
                            new KernelDamagedException(
                                    message, damage.file(), damage.offset(), damage.lsn()),
                            cause);
            case UnsupportedFormatException _ ->
                    caused(new UnsupportedFormatException(message), cause);
            case KernelException _ -> new KernelException(message, cause);
            default ->
                    new KernelException(
                            "%s: %s: %s.".formatted(storage.name(), FailureReason.of(cause), what),
                            cause);
        };
    }

    private static KernelException caused(KernelException exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }

    @Override
    public void run() {
        try {
            runLocked();
            ended.complete(true);
        } catch (Throwable e) { // whatever it is, somebody waits to be told
            opened.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    @SuppressWarnings("try") // nobody interrupts this thread, so no close can be interrupted
    private void runLocked() throws Exception {
        try (var _ = storage.lock();
                var _ = blobs;
                var store = new LogStore(storage.name(), blobs);
                var maker = new UpkeepWorker(storage.name(), options.upkeep());
                var worker = new UpkeepWorker(storage.name(), options.upkeep())) {
            serve(store, new NextSegment(storage, maker), worker);
        }
    }

    /// @param next made on a thread of its own, for a commit may wait for it
    private void serve(LogStore store, NextSegment next, UpkeepWorker worker) throws IOException {
        var open = new Opening(storage, options).open(store, next);
        var log = new LogWriter(storage, options, store, next, open);
        var housekeeping =
                new Housekeeping(
                        storage, options, store, blobs, worker, next, open.replayedBytes());
        var publication = new Publication(open.state());
        blobs.recover(publication::state);
        var committer =
                new Committer(storage.name(), options, log, store, publication, housekeeping);
        opened.complete(publication);
        committer.serve(inbox, open.sealed());
    }
}
