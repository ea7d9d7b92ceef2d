package dev.bestcode.kernel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Does one piece of upkeep after the other. None of it is needed for what has been acknowledged,
/// so one that fails is reported once and tried again when its occasion comes again.
final class UpkeepWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UpkeepWorker.class.getName());

    private final String where;
    private final Upkeep upkeep;
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("bestcode-upkeep").factory());

    UpkeepWorker(String where, Upkeep upkeep) {
        this.where = where;
        this.upkeep = upkeep;
    }

    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /// @param what names it in the report of a failure
    Future<?> start(String what, Work work) {
        var task =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return what;
                        });
        if (upkeep == Upkeep.INLINE) {
            run(what, task);
        } else {
            executor.execute(() -> run(what, task));
        }
        return task;
    }

    /// Wait for a piece of work; whether it failed has been reported.
    static void await(Future<?> work) {
        try {
            Uninterruptibly.get(work::get);
        } catch (ExecutionException reported) {
            // Its occasion comes again.
        }
    }

    private void run(String what, FutureTask<?> task) {
        task.run();
        try {
            task.get();
        } catch (ExecutionException | CancellationException e) {
            report(what, e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("a finished task cannot be waited for", e);
        }
    }

    /// Say that a piece of upkeep failed.
    void report(String what, @Nullable Throwable cause) {
        LOG.log(System.Logger.Level.WARNING, "{0}: {1} failed: {2}", where, what, cause);
    }

    /// Finish what is under way.
    @Override
    public void close() {
        executor.close();
    }
}
