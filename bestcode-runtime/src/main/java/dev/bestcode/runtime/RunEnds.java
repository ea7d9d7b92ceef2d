package dev.bestcode.runtime;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.pipeline.Pipeline;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Runs the hooks of a run's end, once its end is on stable storage: at most once, since a process
/// that is killed in between finds the run ended. A close waits for those that have begun.
final class RunEnds {
    /// For a program to be started and its end to be told, beside the time that it has.
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final Hooks hooks;
    private final Set<Thread> under = ConcurrentHashMap.newKeySet();

    RunEnds(Hooks hooks) {
        this.hooks = hooks;
    }

    void begin(Pipeline pipeline, Supplier<KernelState> state) {
        if (hooks.hasEnd()) {
            pipeline.watchEnds(end -> ended(end.result(), profile(state.get(), end)));
        }
    }

    private static String profile(KernelState state, BestCodeEvent.RunFinished finished) {
        return state.threads().get(finished.thread()).map(ThreadRow::profile).orElse("");
    }

    private void ended(RunResult result, String profile) {
        var worker =
                Thread.ofVirtual()
                        .name("bestcode-run-end")
                        .unstarted(
                                () -> {
                                    try {
                                        hooks.end(profile, result);
                                    } catch (InterruptedException closed) {
                                        Thread.currentThread().interrupt();
                                    } finally {
                                        under.remove(Thread.currentThread());
                                    }
                                });
        under.add(worker);
        worker.start();
    }

    /// Nothing ends any more.
    void close() {
        long end = System.nanoTime() + hooks.endMax().plus(MARGIN).toNanos();
        for (var worker : under) {
            try {
                if (!worker.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    worker.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                worker.interrupt();
            }
        }
    }
}
