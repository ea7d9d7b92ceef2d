package dev.bestcode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// An empty directory in the place of a workspace that is gone, for commands that touch nothing in
/// it.
record WorkspaceStandIn(Optional<Path> directory) implements AutoCloseable {
    /// @param state whose workspace is replaced where it is not there
    static WorkspaceStandIn forMissing(StateOptions state) throws IOException {
        if (Files.isDirectory(state.workspace)) {
            return new WorkspaceStandIn(Optional.empty());
        }
        state.workspace = Files.createTempDirectory("bestcode-replay-");
        return new WorkspaceStandIn(Optional.of(state.workspace));
    }

    @Override
    public void close() throws IOException {
        if (directory.isPresent()) {
            Files.delete(directory.get());
        }
    }
}
