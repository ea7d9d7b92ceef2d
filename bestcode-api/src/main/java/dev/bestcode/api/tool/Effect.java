package dev.bestcode.api.tool;

/// What a call can do to the world, and so what may be done with it after a crash.
public enum Effect {
    /// Changes nothing: may be run again, and beside others.
    PURE,
    /// Changes what can be looked at afterwards, such as a file: checked, then run again or not.
    VERIFIABLE,
    /// Anything else: never silently repeated.
    OPAQUE
}
