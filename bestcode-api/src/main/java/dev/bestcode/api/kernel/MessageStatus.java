package dev.bestcode.api.kernel;

/// Where a message of the journal stands.
public enum MessageStatus {
    DISPATCHED,
    DELIVERED,
    FAILED,
    REFUSED
}
