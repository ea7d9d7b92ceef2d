package dev.bestcode.cli;

import dev.bestcode.api.control.Run;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// While open, Ctrl-C or a termination signal stops the run and gives it time to end in order; the
/// JVM's own exit status for the signal (130, 143) stays.
final class StopOnSignal implements AutoCloseable {
    /// Enough to cancel what is under way, force the log and print; a second signal need not wait.
    private static final int SECONDS = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-on-signal");
    private volatile @Nullable Run run;

    private StopOnSignal() {}

    static StopOnSignal armed() {
        var signal = new StopOnSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    void stops(Run started) {
        run = started;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is what brought us here.
        }
    }

    private void stop() {
        var current = run;
        if (current == null) {
            return;
        }
        current.stop();
        try {
            if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
                System.err.println("bestcode: the run did not end in time; its log is intact");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
