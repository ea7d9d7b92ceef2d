package dev.bestcode.api.kernel;

/// Where a thread of the table stands. A follow-up message makes a completed thread active again.
public enum ThreadStatus {
    ACTIVE,
    COMPLETED,
    FAILED
}
