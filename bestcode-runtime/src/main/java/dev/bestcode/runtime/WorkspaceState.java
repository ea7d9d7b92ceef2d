package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Where a workspace's kernels lie: `$XDG_STATE_HOME/bestcode/<hash of the workspace>/`, outside
/// the workspace and unreachable through its tools.
public final class WorkspaceState {
    /// Sixteen hexadecimal digits keep the paths short and two workspaces apart.
    private static final int HASH_CHARS = 16;

    private WorkspaceState() {}

    /// @param environment read for `XDG_STATE_HOME` and `HOME`, where they are absolute
    /// @throws IOException when the workspace's real path cannot be found
    public static Path directory(Map<String, String> environment, Path workspace)
            throws IOException {
        return stateHome(environment).resolve("bestcode").resolve(name(workspace.toRealPath()));
    }

    /// What stands for a workspace in the names of folders.
    /// @param real its path without links
    static String name(Path real) {
        var bytes = real.toString().getBytes(StandardCharsets.UTF_8);
        return Sha256.of(bytes).hex().substring(0, HASH_CHARS);
    }

    private static Path stateHome(Map<String, String> environment) {
        var named = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
        var home = Path.of(environment.getOrDefault("HOME", ""));
        return named.isAbsolute()
                ? named
                : (home.isAbsolute() ? home : Path.of(System.getProperty("user.home")))
                        .resolve(".local/state");
    }
}
