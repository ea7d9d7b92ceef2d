package dev.bestcode.kernel;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Waits to the end and puts the interrupt back for the caller to see.
final class Uninterruptibly {
    private Uninterruptibly() {}

    @FunctionalInterface
    interface Wait<T, X extends Exception> {
        T await() throws InterruptedException, X;
    }

    @FunctionalInterface
    interface SilentWait {
        void await() throws InterruptedException;
    }

    static void run(SilentWait wait) {
        Uninterruptibly.<Boolean, RuntimeException>get(
                () -> {
                    wait.await();
                    return true;
                });
    }

    /// Do a piece of writing on a thread that nobody can interrupt, and wait for its end: an
    /// interrupt within a `FileChannel` would close it half way.
    static void write(Writing writing) throws IOException {
        var task =
                new FutureTask<>(
                        () -> {
                            writing.run();
                            return true;
                        });
        Thread.ofPlatform().daemon().name("bestcode-writer").start(task);
        try {
            get(task::get);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    static <T, X extends Exception> T get(Wait<T, X> wait) throws X {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
