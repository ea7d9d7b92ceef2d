package dev.bestcode.benchmarks;

import java.util.OptionalLong;

/// One way of making units durable, each wholly or not at all.
interface Store extends AutoCloseable {
    /// Make the unit durable, then return. Safe from several workers, each with threads of its own.
    /// @param thread of the table, 0 to [Content#THREADS] - 1
    void commit(int thread, Content content);

    /// Forces so far; empty where only the device can tell.
    OptionalLong forces();

    @Override
    void close();
}
