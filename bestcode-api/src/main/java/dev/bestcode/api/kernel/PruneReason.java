package dev.bestcode.api.kernel;

/// Why a run's content was dropped.
public enum PruneReason {
    /// Its retention is [Retention.PruneOnDelivery], and it ended.
    DELIVERED,
    /// Its retention is [Retention.Days], and they are over.
    EXPIRED,
    /// Somebody asked for it.
    ERASED
}
