package dev.bestcode.mcp;

import dev.bestcode.mcp.McpFailure.Kind;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what a server sends, so that neither one message nor what comes between two requests is
/// without a bound. Safe from any worker.
final class Inflow {
    private final String server;
    private final AtomicLong bytes = new AtomicLong();

    Inflow(String server) {
        this.server = server;
    }

    /// It is asked something.
    void asked() {
        bytes.set(0);
    }

    /// A byte came.
    /// @param message how many bytes of one message there are with it
    void came(int message) throws McpFailure {
        if (message > Bounds.MESSAGE_BYTES_MAX) {
            throw new McpFailure(
                    server,
                    Kind.FLOODED,
                    "a message of more than %,d bytes".formatted(Bounds.MESSAGE_BYTES_MAX));
        }
        if (bytes.incrementAndGet() > Bounds.BYTES_BETWEEN_REQUESTS_MAX) {
            throw new McpFailure(
                    server,
                    Kind.FLOODED,
                    "more than %,d bytes since it was last asked something"
                            .formatted(Bounds.BYTES_BETWEEN_REQUESTS_MAX));
        }
    }
}
