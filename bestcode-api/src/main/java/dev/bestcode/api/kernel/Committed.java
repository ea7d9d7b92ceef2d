package dev.bestcode.api.kernel;

/// What a commit answers.
/// @param lsn position of the transaction; the order of the log
public record Committed(long lsn) {}
