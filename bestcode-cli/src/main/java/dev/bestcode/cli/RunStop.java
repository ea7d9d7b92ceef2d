package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.ControlClient;

import java.nio.file.Path;

/// Asks the live owner of a run to stop it.
final class RunStop {
    private RunStop() {}

    /// @return what came of it, in a sentence
    /// @throws IllegalArgumentException when there is no such run
    static String in(Path workspaceState, String run) {
        var id = new RunId(run);
        var directory = RunPlace.in(workspaceState).of(id);
        var client = ControlClient.connect(directory.path());
        if (client.isPresent()) {
            try (var owner = client.get()) {
                if (owner.stop(id)) {
                    return "run %s is being stopped".formatted(id);
                }
            }
        }
        return "run %s has nothing under way".formatted(id);
    }
}
