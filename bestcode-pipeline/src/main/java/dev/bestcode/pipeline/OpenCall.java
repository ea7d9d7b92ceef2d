package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;

import java.time.Instant;

/// A request that has no answer yet: who waits for whom, and since when.
/// @param thread on which the request was delivered
/// @param caller who sent it
/// @param listener who is to answer
/// @param call the caller's word for it; empty text when no answer is to come back
/// @param since when it was committed
public record OpenCall(
        RunId run,
        ThreadId thread,
        String caller,
        String listener,
        String call,
        Instant since,
        Doing doing) {
    /// What the listener is doing about it.
    public enum Doing {
        /// A message for it waits for a worker or a free place.
        QUEUED,
        /// A person is asked.
        AWAITING_APPROVAL,
        /// Its handler runs.
        HANDLING,
        /// It will be delivered again.
        AWAITING_RETRY,
        /// It waits for calls of its own.
        AWAITING_ANSWERS
    }
}
