package dev.bestcode.wasm.link;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WasmLimits;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Runs a component's code on a worker of its own, with a stack of known size, and stops it at its
/// deadline: the runtime looks for the interrupt at every branch.
public final class BoundedCall {
    private BoundedCall() {}

    /// @throws WasmException what the code threw, or that it took too long
    /// @throws InterruptedException when the caller was stopped; the code has ended by then
    public static <T> T run(WasmLimits limits, Supplier<T> code) throws InterruptedException {
        var outcome = new CompletableFuture<T>();
        var worker =
                new Thread(null, () -> complete(outcome, code), "wasm-call", limits.stackBytes());
        worker.setDaemon(true);
        worker.start();
        try {
            outcome.get(limits.callTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            stop(worker);
            throw new LimitExceededException(
                    "the component did not end within %d ms ('callTime')"
                            .formatted(limits.callTime().toMillis()));
        } catch (InterruptedException e) {
            stop(worker);
            throw e;
        } catch (ExecutionException e) {
            throw failure(Optional.ofNullable(e.getCause()).orElse(e));
        }
        return outcome.join();
    }

    private static <T> void complete(CompletableFuture<T> outcome, Supplier<T> code) {
        try {
            outcome.complete(code.get());
        } catch (StackOverflowError e) {
            outcome.completeExceptionally(new TrapException("call stack exhausted", e));
        } catch (OutOfMemoryError e) {
            outcome.completeExceptionally(
                    new LimitExceededException("the component found no more heap"));
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    private static void stop(Thread worker) throws InterruptedException {
        worker.interrupt();
        worker.join();
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case WasmException e -> e;
            case RuntimeException e -> e;
            case Error e -> throw e;
            default ->
                    new IllegalStateException(
                            Optional.ofNullable(cause.getMessage()).orElse(""), cause);
        };
    }
}
