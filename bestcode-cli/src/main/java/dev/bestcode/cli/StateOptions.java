package dev.bestcode.cli;

import dev.bestcode.runtime.WorkspaceState;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The options that say which workspace is meant, and where its state lies.
final class StateOptions {
    static final String WORKSPACE = "--workspace";

    @Option(
            names = WORKSPACE,
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The only directory that tools reach (default: .).")
    Path workspace = Path.of(".");

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where state is kept (default: $XDG_STATE_HOME).")
    @Nullable Path dataDir;

    /// @throws IllegalArgumentException when it is none
    void requireWorkspace() {
        if (!Files.isDirectory(workspace)) {
            throw new IllegalArgumentException(
                    "the workspace %s is no directory; name one that is there with --workspace"
                            .formatted(workspace));
        }
    }

    Path directory(Map<String, String> environment) throws IOException {
        return dataDir != null ? dataDir : WorkspaceState.directory(environment, workspace);
    }
}
