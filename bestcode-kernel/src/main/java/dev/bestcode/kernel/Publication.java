package dev.bestcode.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/// What callers have been told: written by the log thread alone, read by anyone without a lock.
final class Publication {
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private volatile State state;
    private volatile long forcedLsn;

    /// @param recovered a state whose log has been forced
    Publication(State recovered) {
        state = recovered;
        forcedLsn = recovered.lsn();
    }

    State state() {
        return state;
    }

    long forcedLsn() {
        return forcedLsn;
    }

    void onForced(LongConsumer listener) {
        listeners.add(listener);
    }

    void publish(State newest, long forced) {
        boolean more = forced > forcedLsn;
        state = newest;
        forcedLsn = forced;
        if (more) {
            listeners.forEach(listener -> tell(listener, forced));
        }
    }

    /// A listener's mistake must not stop the log.
    private void tell(LongConsumer listener, long forced) {
        try {
            listener.accept(forced);
        } catch (RuntimeException e) {
            listeners.remove(listener);
        }
    }
}
