package dev.bestcode.pipeline;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Calls code that is not ours on a worker of its own, so that whatever it does (throws, overflows
/// its stack, ignores interrupts) the caller gets its thread back.
final class ForeignCode {
    private static final Deadlines DEADLINES = new Deadlines();

    private ForeignCode() {}

    /// @param grace how long the code may take to end once it was interrupted; then it is abandoned
    /// @throws InterruptedException when the caller was interrupted; the code was too
    /// @throws TimeoutException when the deadline passed; the code was interrupted
    /// @throws ExecutionException with whatever the code threw
    static <T> T call(String name, Callable<T> code, Duration deadline, Duration grace)
            throws InterruptedException, TimeoutException, ExecutionException {
        var thrown = new AtomicReference<@Nullable Throwable>();
        var task = new FutureTask<>(() -> called(code, thrown));
        var worker = Thread.ofVirtual().name(name).start(task);
        var bound = DEADLINES.in(deadline, () -> task.cancel(false));
        try {
            var result = awaited(task);
            if (result.isPresent()) {
                return result.get();
            }
            throw new ExecutionException("the code threw", thrown.get());
        } catch (InterruptedException | TimeoutException e) {
            worker.interrupt();
            worker.join(grace);
            throw e;
        } finally {
            DEADLINES.drop(bound);
        }
    }

    private static <T> T awaited(FutureTask<T> task)
            throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return task.get();
        } catch (CancellationException e) {
            throw new TimeoutException("the deadline passed");
        }
    }

    /// An exception may throw when it is asked for its text.
    static String shown(Throwable thrown) {
        var cause =
                thrown instanceof ExecutionException
                        ? Objects.requireNonNullElse(thrown.getCause(), thrown)
                        : thrown;
        try {
            return cause.toString();
        } catch (RuntimeException unspeakable) {
            return cause.getClass().getName();
        }
    }

    /// A future that holds an exception asks it for its text, which may throw in the caller.
    private static <T> Optional<T> called(
            Callable<T> code, AtomicReference<@Nullable Throwable> thrown) {
        try {
            return Optional.of(code.call());
        } catch (Throwable e) {
            thrown.set(e);
            return Optional.empty();
        }
    }
}
