package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// What came of driving a run again.
public sealed interface ReplayResult {
    RunId run();

    /// Each op of the run was made again as the log has it, and its state has the same hash.
    /// @param stateHash see [dev.bestcode.kernel.RunLog#stateHash]
    /// @param transactions of the run
    /// @param derived ops that were made again
    /// @param given ops that were taken as they are: what a workspace was, and a fork's beginning
    record Same(RunId run, Sha256 stateHash, long transactions, long derived, long given)
            implements ReplayResult {}

    /// From here on it goes otherwise.
    /// @param lsn of the logged transaction
    /// @param place of the op among the run's in it, from 0
    /// @param logged what the log has there; empty where it has no more
    /// @param made what was made there; empty where nothing was
    /// @param why in words, where the ops alone do not say it; else empty text
    record Diverged(
            RunId run,
            long lsn,
            int place,
            Optional<KernelOp> logged,
            Optional<KernelOp> made,
            String why)
            implements ReplayResult {
        Diverged because(String reason) {
            return new Diverged(run, lsn, place, logged, made, reason);
        }
    }

    /// It cannot be driven again, and that is no difference.
    record Refused(RunId run, String why) implements ReplayResult {}
}
