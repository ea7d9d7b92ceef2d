package dev.bestcode.api.control;

import dev.bestcode.api.kernel.RunId;

/// A task under way.
public interface Run {
    RunId id();

    /// Wait until the task has ended; its result is on stable storage. An interrupt leaves the run
    /// as it is.
    RunResult await() throws InterruptedException;

    /// Stop what is under way. The task ends as [RunStatus#STOPPED] with a valid conversation, and
    /// a follow-up goes on from there. Does nothing once it has ended.
    void stop();
}
