package dev.bestcode.runtime;

import dev.bestcode.librarian.TreeSitterSymbols;
import dev.bestcode.tools.CodebaseIndex;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The codebase index of a workspace, with symbols by tree-sitter. What it keeps is derived, and
/// lies in the user's cache: `$XDG_CACHE_HOME/bestcode/index/<hash of the workspace>/`.
public final class WorkspaceIndex {
    private WorkspaceIndex() {}

    /// @param environment read for `XDG_CACHE_HOME`, absolute, and `HOME`
    public static CodebaseIndex of(Map<String, String> environment, Workspace workspace) {
        var name = WorkspaceState.name(workspace.root());
        return CodebaseIndex.of(
                workspace,
                () -> TreeSitterSymbols.of(environment),
                cacheHome(environment).resolve("bestcode").resolve("index").resolve(name));
    }

    /// Let files that an earlier process ended on be parsed again.
    /// @return how many were remembered
    public static int forgetCrashes(Map<String, String> environment) throws IOException {
        return TreeSitterSymbols.forgetCrashes(environment);
    }

    private static Path cacheHome(Map<String, String> environment) {
        var named = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return named.isAbsolute()
                ? named
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                        .resolve(".cache");
    }
}
