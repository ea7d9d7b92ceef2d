package dev.bestcode.api.kernel;

/// When a commit returns.
public enum Force {
    /// When it is on stable storage, and everything before it.
    NOW,
    /// When it is written, in order; the next force carries it.
    WITH_NEXT
}
