package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Sha256;

/// The last link of a log's hash chain. Whoever keeps it elsewhere notices when the log is
/// rewritten or shortened.
/// @param lsn of the transaction; 0 for an empty log
/// @param chain its value, which covers every transaction up to it
public record LogHead(long lsn, Sha256 chain) {
    /// As [KeptHead#parse] takes it.
    @Override
    public String toString() {
        return lsn + ":" + chain;
    }
}
