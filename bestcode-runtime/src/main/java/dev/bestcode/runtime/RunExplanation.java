package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.librarian.Explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of the context of a run, from the files of its kernel.
/// @param path the thread whose context it is, for people
public record RunExplanation(String path, List<Explanation> segments) {
    public RunExplanation {
        segments = List.copyOf(segments);
    }

    /// The contexts of a run, its own first; empty when no kernel of the workspace has the run.
    /// @throws ControlException when the run may be in a kernel that another process holds
    /// @throws dev.bestcode.api.kernel.KernelException when a kernel cannot be read
    public static Optional<List<RunExplanation>> find(Path workspaceState, RunId run) {
        var held = new ArrayList<Path>();
        for (var directory : KernelDirectories.list(workspaceState)) {
            switch (directory.owner()) {
                case KernelDirectory.Dead _, KernelDirectory.Free _ -> {
                    var found =
                            WalInspector.of(FileStorage.at(directory.path()))
                                    .<Optional<List<RunExplanation>>>read(state -> in(state, run));
                    if (found.isPresent()) {
                        return found;
                    }
                }
                case KernelDirectory.Live _, KernelDirectory.Silent _ -> held.add(directory.path());
            }
        }
        if (!held.isEmpty()) {
            throw new ControlException(
                    "run %s is in no kernel that is free, and %s is in use; ask again when that process has ended"
                            .formatted(run.value(), held.getFirst()));
        }
        return Optional.empty();
    }

    private static Optional<List<RunExplanation>> in(KernelState state, RunId run) {
        return state.threads()
                .ofRun(run)
                .map(
                        thread -> {
                            var found = new ArrayList<RunExplanation>();
                            collect(state, thread.id(), found);
                            return found;
                        });
    }

    private static void collect(KernelState state, ThreadId thread, List<RunExplanation> found) {
        var segments = Explanation.of(thread, state);
        if (!segments.isEmpty()) {
            found.add(new RunExplanation(state.threads().path(thread), segments));
        }
        state.threads().children(thread).forEach(child -> collect(state, child.id(), found));
    }
}
