package dev.bestcode.ports;

import java.util.concurrent.CompletableFuture;

/// Ends as another one does, and gives up what that one waits for when it is cancelled itself.
final class CancellingFuture<T> extends CompletableFuture<T> {
    private final CompletableFuture<?> underneath;

    CancellingFuture(CompletableFuture<T> result, CompletableFuture<?> underneath) {
        this.underneath = underneath;
        var _ =
                result.whenComplete(
                        (value, failure) -> {
                            if (failure == null) {
                                complete(value);
                            } else {
                                completeExceptionally(failure);
                            }
                        });
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        underneath.cancel(mayInterruptIfRunning);
        return super.cancel(mayInterruptIfRunning);
    }
}
