package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;

/// Where a moment of a run's past is.
public sealed interface MomentId {
    /// Content of its own, by its hash.
    record Kept(Sha256 hash) implements MomentId {}

    /// What a transaction set for a thread.
    record Logged(ThreadId thread, long lsn) implements MomentId {}
}
