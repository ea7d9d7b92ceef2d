package dev.bestcode.pipeline;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls code that is not ours on a worker of its own, so that whatever it does (throws, overflows
/// its stack, ignores interrupts) the caller gets its thread back.
final class ForeignCode {
    private ForeignCode() {}

    /// @param grace how long the code may take to end once it was interrupted; then it is abandoned
    /// @throws InterruptedException when the caller was interrupted; the code was too
    /// @throws TimeoutException when the deadline passed; the code was interrupted
    /// @throws ExecutionException with whatever the code threw
    static <T> T call(String name, Callable<T> code, Duration deadline, Duration grace)
            throws InterruptedException, TimeoutException, ExecutionException {
        var task = new FutureTask<>(code);
        var worker = Thread.ofVirtual().name(name).start(task);
        try {
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | TimeoutException e) {
            worker.interrupt();
            worker.join(grace);
            throw e;
        }
    }
}
