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
        var thread =
                state.threads()
                        .ofRun(run)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        var newest =
                state.handlerState(thread.id(), KernelPast.PART)
                        .map(kept -> new Sha256(kept.utf8()));
        return WorkspacePast.entries(run, newest, content);
    }
}
