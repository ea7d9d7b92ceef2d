package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.event.BestCodeEvent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Hands a system's events to the thread that shows them, so that a result is never printed before
/// what led to it.
final class Follower implements Consumer<BestCodeEvent> {
    private sealed interface Item {}

    private record Happened(BestCodeEvent event) implements Item {}

    /// The run cannot end in an event any more: the log failed.
    private record Broke(Run run, RuntimeException cause) implements Item {}

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    @Override
    public void accept(BestCodeEvent event) {
        items.add(new Happened(event));
    }

    /// Show everything up to the end of the run's current task.
    /// @throws RuntimeException what [Run#await] throws when there is no result
    RunResult follow(Run run, Consumer<BestCodeEvent> show) throws InterruptedException {
        Thread.ofVirtual().name("bestcode-follower").start(() -> watchForTheWorst(run));
        while (true) {
            switch (items.take()) {
                case Happened(var event) -> {
                    show.accept(event);
                    if (event instanceof BestCodeEvent.RunFinished finished
                            && event.run().equals(run.id())) {
                        return finished.result();
                    }
                }
                case Broke(var broken, var cause) -> {
                    if (broken == run) {
                        throw cause;
                    }
                }
            }
        }
    }

    private void watchForTheWorst(Run run) {
        try {
            run.await();
        } catch (RuntimeException e) {
            items.add(new Broke(run, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
