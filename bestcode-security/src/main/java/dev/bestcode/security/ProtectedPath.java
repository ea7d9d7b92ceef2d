package dev.bestcode.security;

import java.nio.file.Path;
import java.util.List;

/// A place of the workspace that children may not change.
/// @param path from the workspace
record ProtectedPath(Path path, boolean folder) {
    private static final String IN_A_HOME = "~ ";
    private static final List<String> LINES = PathList.lines("protected-paths.txt");

    /// @param isHome whether the workspace is somebody's home
    static List<ProtectedPath> all(boolean isHome) {
        return LINES.stream()
                .filter(line -> isHome || !line.startsWith(IN_A_HOME))
                .map(line -> line.startsWith(IN_A_HOME) ? line.substring(2) : line)
                .map(line -> new ProtectedPath(Path.of(line), line.endsWith("/")))
                .toList();
    }
}
