package dev.bestcode.pipeline;

/// What came of driving a run again.
public sealed interface Replayed {
    /// Each op was derived as the log has it.
    /// @param transactions of the run
    /// @param derived ops of them that were made again
    /// @param given ops of them that were taken as they are, for they come from outside
    record Same(long transactions, long derived, long given) implements Replayed {}

    record Diverged(Divergence at) implements Replayed {}

    /// The log does not have what is needed to go on.
    /// @param lsn of the transaction that cannot be derived
    record Outside(long lsn, String why) implements Replayed {}
}
