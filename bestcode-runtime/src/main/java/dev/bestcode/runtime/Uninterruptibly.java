package dev.bestcode.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for what ends by itself soon; an interrupt of the caller is kept for later.
final class Uninterruptibly {
    private Uninterruptibly() {}

    static <T> T get(Future<T> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
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
