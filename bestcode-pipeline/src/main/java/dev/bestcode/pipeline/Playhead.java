package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.LoggedTransaction;

import java.util.Optional;

/// Where a replay stands, for handlers that take part of their work from the log.
public final class Playhead {
    private volatile Optional<LoggedTransaction> now = Optional.empty();

    /// The transaction that is being derived.
    /// @throws IllegalStateException when no replay is under way
    public LoggedTransaction now() {
        return now.orElseThrow(() -> new IllegalStateException("no replay is under way"));
    }

    void set(LoggedTransaction transaction) {
        now = Optional.of(transaction);
    }
}
