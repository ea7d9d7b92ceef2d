package dev.bestcode.cli;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Hands a system's events to the thread that shows them, so that a result is never printed before
/// what led to it.
final class Follower implements Consumer<BestCodeEvent> {
    private final BlockingQueue<BestCodeEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(BestCodeEvent event) {
        events.add(event);
    }

    /// Show everything up to the end of the run's current task.
    RunResult follow(RunId run, Consumer<BestCodeEvent> show) throws InterruptedException {
        while (true) {
            var event = events.take();
            show.accept(event);
            if (event instanceof BestCodeEvent.RunFinished finished && event.run().equals(run)) {
                return finished.result();
            }
        }
    }
}
