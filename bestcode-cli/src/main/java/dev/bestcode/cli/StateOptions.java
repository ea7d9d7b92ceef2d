package dev.bestcode.cli;

import dev.bestcode.runtime.WorkspaceState;
import dev.bestcode.security.UserDirectory;
import dev.bestcode.tools.Workspace;

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

    /// @throws IllegalArgumentException when the workspace is none
    void requireDirectory() {
        if (!Files.isDirectory(workspace)) {
            throw new IllegalArgumentException(
                    "the workspace %s is no directory; name one that is there with --workspace"
                            .formatted(workspace));
        }
    }

    /// The user's configuration says where keys are sent and what is allowed, the state what was
    /// done: neither may be where tools reach, and commands reach all of a workspace.
    /// @throws IllegalArgumentException when it is no directory, or has either in it
    void requireWorkspace(Map<String, String> environment) throws IOException {
        requireDirectory();
        var ofAllWorkspaces = WorkspaceState.directory(environment, workspace).resolveSibling("");
        requireOutside(UserDirectory.of(environment), "XDG_CONFIG_HOME");
        requireOutside(ofAllWorkspaces, "XDG_STATE_HOME");
        requireOutside(directory(environment), "--data-dir");
    }

    private void requireOutside(Path place, String choice) {
        var reached = Workspace.at(workspace);
        if (reached.contains(place)) {
            throw new IllegalArgumentException(
                    "%s lies in the workspace %s, whose tools could read and change it; work in another directory, or name one outside with %s"
                            .formatted(place, reached.root(), choice));
        }
    }

    /// Where the workspace's kernels lie; it need not be there.
    /// @throws IllegalArgumentException when it is a kernel itself
    Path directory(Map<String, String> environment) throws IOException {
        var place = place(environment);
        if (dataDir != null && KernelChoice.isKernel(place)) {
            throw new IllegalArgumentException(
                    "%s is a kernel itself; name the folder that it lies in, where it is called k0, k1 or so"
                            .formatted(place));
        }
        return place;
    }

    /// The same for a list of what is there: nothing is in a place that is not.
    /// @throws IllegalArgumentException when it was named, and is not there
    Path existing(Map<String, String> environment) throws IOException {
        var directory = directory(environment);
        if (dataDir != null && (Files.notExists(directory) || Files.isRegularFile(directory))) {
            throw new IllegalArgumentException(
                    "there is no directory %s; state is kept where --data-dir says"
                            .formatted(directory));
        }
        return directory;
    }

    /// As it was said, a kernel or not.
    Path place(Map<String, String> environment) throws IOException {
        return dataDir != null ? dataDir : WorkspaceState.directory(environment, workspace);
    }
}
