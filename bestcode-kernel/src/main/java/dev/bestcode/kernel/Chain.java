package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;

/// The hash chain over transactions: each link covers the link before, the LSN, the time and the
/// digest of the ops, in which content counts by its SHA-256 alone. So retention may drop content
/// and the chain still verifies; a changed, inserted, removed or moved transaction breaks it there,
/// and whoever keeps a link elsewhere notices a rewritten or shortened log.
/// @see "Haber and Stornetta 1991, How to Time-Stamp a Digital Document"
final class Chain {
    /// Before the first transaction.
    static final Digest START = Digest.NONE;

    private Chain() {}

    static Digest next(Digest before, long lsn, long timeMillis, int opCount, Digest ops) {
        var link = ByteBuffer.allocate(2 * Digest.BYTES + 2 * Long.BYTES + Integer.BYTES);
        before.write(link).putLong(lsn).putLong(timeMillis).putInt(opCount);
        ops.write(link);
        var digest = Sha256.newDigest();
        digest.update(link.flip());
        return Digest.of(digest.digest());
    }
}
