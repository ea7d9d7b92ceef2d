package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.RunId;

/// A submitted request. Safe from any thread.
public interface Ticket {
    RunId run();

    /// Wait for the answer. An interrupt leaves the run as it is.
    /// @throws dev.bestcode.api.kernel.KernelException when the log failed before there was one
    /// @throws IllegalStateException when the pipeline was closed and could not end the run
    Answer await() throws InterruptedException;
}
