package dev.bestcode.api.kernel;

import java.time.Instant;
import java.util.List;

/// What a transaction of the log did to one run.
/// @param time its label
/// @param ops those of the run, with their content, in order; never none
public record LoggedTransaction(long lsn, Instant time, List<KernelOp> ops) {
    public LoggedTransaction {
        ops = List.copyOf(ops);
    }
}
