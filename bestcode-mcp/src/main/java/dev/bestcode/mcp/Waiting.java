package dev.bestcode.mcp;

/// How long people have been waited for, in the time of which a server owes nothing.
interface Waiting {
    /// For good, so that it only grows.
    long nanos();
}
