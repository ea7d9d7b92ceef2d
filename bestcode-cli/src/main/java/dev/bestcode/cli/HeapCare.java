package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Has the heap collected when it holds twice what was left the time before. By itself the serial
/// collector takes more of the machine's memory for what is old until there is no more, and whoever
/// stays for days would have all of it. Safe from any thread.
final class HeapCare implements Consumer<BestCodeEvent> {
    /// Below that nobody minds.
    static final long FLOOR_BYTES = 64L << 20;

    private final LongSupplier held;
    private final Runnable collect;
    private long limit = FLOOR_BYTES;

    /// @param held bytes, what could be collected included
    HeapCare(LongSupplier held, Runnable collect) {
        this.held = held;
        this.collect = collect;
    }

    static HeapCare ofThisProcess() {
        var heap = Runtime.getRuntime();
        return new HeapCare(() -> heap.totalMemory() - heap.freeMemory(), heap::gc);
    }

    @Override
    public void accept(BestCodeEvent event) {
        if (event instanceof BestCodeEvent.Committed) {
            look();
        }
    }

    synchronized void look() {
        if (held.getAsLong() > limit) {
            collect.run();
            limit = Math.max(FLOOR_BYTES, 2 * held.getAsLong());
        }
    }
}
