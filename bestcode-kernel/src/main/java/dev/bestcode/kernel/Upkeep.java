package dev.bestcode.kernel;

/// Where a kernel does what no commit waits for: snapshots, space for the log, retention.
public enum Upkeep {
    /// On a thread of its own. The default.
    BESIDE,
    /// On the log thread, between commits, so that one history makes the same calls to the storage
    /// each time it is run.
    INLINE
}
