package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;

import java.util.Optional;

/// A submitted request. Safe from any thread.
public interface Ticket {
    RunId run();

    /// Why it was refused at the door, so that nothing is under way for it.
    Optional<Failure> refusal();

    /// Wait for the answer. An interrupt leaves the run as it is.
    /// @throws dev.bestcode.api.kernel.KernelException when the log failed before there was one
    /// @throws IllegalStateException when the pipeline was closed and could not end the run
    Answer await() throws InterruptedException;
}
