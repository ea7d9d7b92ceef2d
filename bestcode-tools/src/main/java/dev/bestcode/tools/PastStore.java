package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.util.List;
import java.util.Optional;

/// Where the past of a workspace lies: content by its hash, kept as long as a run keeps its own.
/// Safe from any worker.
public interface PastStore {
    /// Whether the run keeps what it has done, so that it can be gone back to.
    boolean keeps(RunId run);

    /// A number above that of every message so far, and below that of every later one.
    long draw();

    /// Keep contents with the run, and its newest moment.
    /// @param newest the hash of that moment; empty for the one that it has
    /// @param durable whether it has to be on stable storage when this returns
    void keep(RunId run, List<Bytes> contents, Optional<Sha256> newest, boolean durable);

    /// The hash of the run's newest moment.
    Optional<Sha256> newest(RunId run);

    Optional<Bytes> content(Sha256 hash);
}
