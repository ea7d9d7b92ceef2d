package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.tools.WorkspacePast;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a run's calls changed in the workspace, from a kernel that is only read: beside its owner,
/// and where the workspace is gone.
public final class RunChanges {
    private RunChanges() {}

    /// Oldest first.
    /// @param content of the kernel, by its hash
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IOException when its past cannot be read
    public static List<WorkspacePast.Entry> of(
            KernelState state, Function<Sha256, Optional<Bytes>> content, RunId run)
            throws IOException {
        if (state.threads().ofRun(run).isEmpty()) {
            throw new IllegalArgumentException("there is no run " + run);
        }
        return WorkspacePast.entries(run, new LoggedPast(() -> state, content));
    }
}
