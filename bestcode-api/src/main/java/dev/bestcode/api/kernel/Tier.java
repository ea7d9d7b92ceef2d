package dev.bestcode.api.kernel;

/// How much of a segment the model sees: all of it, a summary, or nothing.
public enum Tier {
    EXPANDED,
    FOLDED,
    EVICTED
}
