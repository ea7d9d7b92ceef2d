package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;

import java.util.List;

/// Where the past of a workspace is kept, as long as a run keeps its own. Safe from any worker.
public interface PastStore extends PastReader {
    /// Whether the run keeps what it has done, so that it can be gone back to.
    boolean keeps(RunId run);

    /// A number above that of every message so far, and below that of every later one.
    long draw();

    /// Keep contents with the run by their hashes. Returns when they are written, not forced.
    void keep(RunId run, List<Bytes> contents);

    /// Keep the run's newest moment, and contents with it. Returns when it is written, not forced.
    MomentId keep(RunId run, List<Bytes> contents, Bytes moment);

    /// Return when a moment, and all that was kept before it, is on stable storage.
    void force(MomentId moment);
}
