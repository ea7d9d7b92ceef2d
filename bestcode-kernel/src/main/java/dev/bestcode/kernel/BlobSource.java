package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;

import java.util.Optional;

/// Where a log's blobs are read from.
@FunctionalInterface
interface BlobSource {
    /// @return empty when it is not there
    Optional<Bytes> find(Digest blob);

    /// Whether anything that is kept names it; if not, it may be missing.
    default boolean needs(Digest blob) {
        return true;
    }
}
