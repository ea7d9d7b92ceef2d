package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The life of the one thread that touches the log: lock, recover, serve, release. Nobody else
/// holds this thread, so nobody can interrupt its channel.
final class LogThread implements Runnable {
    private final KernelStorage storage;
    private final KernelOptions options;
    private final Inbox inbox;
    private final CompletableFuture<Publication> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    LogThread(KernelStorage storage, KernelOptions options, Inbox inbox) {
        this.storage = storage;
        this.options = options;
        this.inbox = inbox;
    }

    /// Wait until the log is recovered.
    Publication awaitOpen() {
        return await(opened, "the kernel cannot be opened");
    }

    /// Wait until the log is released.
    /// @throws KernelException when it failed before that
    void awaitEnd() {
        await(ended, "closing the log failed");
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
        return switch (cause) {
            case KernelLockedException locked ->
                    new KernelLockedException(String.valueOf(locked.getMessage()), locked);
            case KernelException failure ->
                    new KernelException(String.valueOf(failure.getMessage()), failure);
            default ->
                    new KernelException("%s: %s: %s".formatted(storage.name(), what, cause), cause);
        };
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
        try (var _ = storage.lock()) {
            var open = LogFile.open(storage, options.clock(), options.random());
            try (var log = open.log()) {
                var publication = new Publication(open.state());
                var committer = new Committer(storage.name(), options, log, publication);
                opened.complete(publication);
                committer.serve(inbox, open.sealed());
            }
        }
    }
}
