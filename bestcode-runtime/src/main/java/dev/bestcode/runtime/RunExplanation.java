package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
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
import java.util.OptionalLong;

/// What became of the context of a run, as its owner tells it, or from the files of its kernel.
/// @param path the thread whose context it is, for people
public record RunExplanation(String path, List<Explanation> segments) {
    public RunExplanation {
        segments = List.copyOf(segments);
    }

    /// The contexts of a run, its own first; empty when no kernel of the workspace has the run.
    /// What a process that still works has is asked of it.
    /// @throws ControlException when the run may be in a kernel whose owner does not answer
    /// @throws dev.bestcode.api.kernel.KernelException when a kernel cannot be read
    public static Optional<List<RunExplanation>> find(Path workspaceState, RunId run) {
        var silent = new ArrayList<Path>();
        for (var directory : KernelDirectories.list(workspaceState)) {
            var found =
                    switch (directory.owner()) {
                        case KernelDirectory.Dead _, KernelDirectory.Free _ ->
                                fromFiles(directory.path(), run);
                        case KernelDirectory.Live _ -> fromOwner(directory.path(), run, silent);
                        case KernelDirectory.Silent _ -> {
                            silent.add(directory.path());
                            yield Optional.<List<RunExplanation>>empty();
                        }
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        if (!silent.isEmpty()) {
            throw new ControlException(
                    "run %s is in no kernel that can be read, and the owner of %s does not answer; ask again when that process has ended"
                            .formatted(run.value(), silent.getFirst()));
        }
        return Optional.empty();
    }

    private static Optional<List<RunExplanation>> fromFiles(Path directory, RunId run) {
        return WalInspector.of(FileStorage.at(directory)).read(state -> in(state, run));
    }

    private static Optional<List<RunExplanation>> fromOwner(
            Path directory, RunId run, List<Path> silent) {
        try (var owner = ControlClient.connect(directory).orElse(null)) {
            if (owner == null) {
                silent.add(directory);
                return Optional.empty();
            }
            return Optional.of(owner.explain(run, OptionalLong.empty()))
                    .filter(contexts -> !contexts.isEmpty());
        }
    }

    /// From a kernel's state; empty when it does not have the run.
    static Optional<List<RunExplanation>> in(KernelState state, RunId run) {
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

    /// One segment alone, or all.
    RunExplanation only(OptionalLong segment) {
        return segment.isEmpty()
                ? this
                : new RunExplanation(
                        path,
                        segments.stream()
                                .filter(it -> it.segment().value() == segment.getAsLong())
                                .toList());
    }

    /// As `bestcode explain --output json` and the control socket have it.
    public JsonObject toJson(Explanation explained) {
        return JsonObject.builder()
                .put("thread", path)
                .put("explanation", explained.toJson())
                .build();
    }

    /// @throws IllegalArgumentException when it is not such JSON
    static Explanation explained(JsonObject json) {
        return Explanation.from(json.requireObject("explanation"));
    }
}
