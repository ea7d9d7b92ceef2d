package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// The past of workspaces as it was kept. Safe from any worker.
public interface PastReader {
    /// The run's newest moment.
    Optional<MomentId> newest(RunId run);

    /// A moment by its id; empty when it is gone.
    Optional<Bytes> moment(MomentId id);

    /// What was kept beside the moments, by its hash.
    Optional<Bytes> content(Sha256 hash);
}
