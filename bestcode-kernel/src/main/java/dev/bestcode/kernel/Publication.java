package dev.bestcode.kernel;

/// What callers have been told: written by the log thread alone, read by anyone without a lock.
final class Publication {
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

    void publish(State newest, long forced) {
        state = newest;
        forcedLsn = forced;
    }
}
