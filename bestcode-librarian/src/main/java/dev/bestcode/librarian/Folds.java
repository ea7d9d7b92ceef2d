package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;

import java.util.Optional;

/// The folds of a kernel's segments; each is read once, for an epoch looks at all of them. Safe
/// from any worker.
final class Folds {
    /// Those of some thousand segments.
    private static final long BYTES_MAX = 4L << 20;

    /// A fold is written anew with another version of the row.
    private record Key(SegmentId segment, long version) {}

    private final Remembered<Key, Optional<Fold>> folds = new Remembered<>(BYTES_MAX);

    /// Nothing for a segment that was never folded.
    Optional<Fold> of(SegmentRow row, KernelState state) {
        return folds.of(
                new Key(row.id(), row.version()),
                () -> state.contexts().summary(row.id()).orElse(Bytes.EMPTY),
                read -> read.size() == 0 ? Optional.empty() : Optional.of(Fold.from(read)));
    }
}
