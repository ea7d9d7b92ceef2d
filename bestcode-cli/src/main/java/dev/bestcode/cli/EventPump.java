package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;

import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Hands events to a view on a thread of its own, a lump at a time, so that a fast stream costs the
/// terminal a few frames and the system nothing.
final class EventPump implements Consumer<BestCodeEvent>, AutoCloseable {
    /// Beyond it provisional events are left out; what they say comes again when it is committed.
    private static final int WAITING_MAX = 10_000;

    private static final long FRAME_MILLIS = 40;

    private final LinkedBlockingQueue<BestCodeEvent> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;

    EventPump(Consumer<BestCodeEvent> show, Runnable lumpEnds) {
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("bestcode-show")
                        .unstarted(() -> pump(show, lumpEnds));
    }

    void start() {
        thread.start();
    }

    @Override
    public void accept(BestCodeEvent event) {
        if (waiting.size() < WAITING_MAX || !(event instanceof BestCodeEvent.Provisional)) {
            waiting.add(event);
        }
    }

    private void pump(Consumer<BestCodeEvent> show, Runnable lumpEnds) {
        var lump = new ArrayList<BestCodeEvent>();
        try {
            while (true) {
                lump.add(waiting.take());
                waiting.drainTo(lump);
                lump.forEach(show);
                lumpEnds.run();
                if (lump.getLast() instanceof BestCodeEvent.Provisional) {
                    TimeUnit.MILLISECONDS.sleep(FRAME_MILLIS);
                }
                lump.clear();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
