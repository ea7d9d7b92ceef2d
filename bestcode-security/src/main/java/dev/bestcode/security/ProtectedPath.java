package dev.bestcode.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A place of the workspace that children may not change.
/// @param path from the workspace
/// @param missing what it has while a child runs, where it is missing; absent where nothing is made
record ProtectedPath(Path path, boolean folder, Optional<String> missing) {
    private static final String IN_A_HOME = "~ ";
    private static final String IN_A_REPOSITORY = "git ";
    private static final String CONTENT = " = ";
    private static final List<String> LINES = PathList.lines("protected-paths.txt");

    /// Those of any workspace.
    /// @param isHome whether the workspace is somebody's home
    static List<ProtectedPath> all(boolean isHome) {
        return LINES.stream()
                .filter(line -> !line.startsWith(IN_A_REPOSITORY))
                .filter(line -> isHome || !line.startsWith(IN_A_HOME))
                .map(line -> line.startsWith(IN_A_HOME) ? line.substring(2) : line)
                .map(line -> of(Path.of(""), line))
                .toList();
    }

    /// Those of one git repository.
    /// @param folder in which git keeps it, from the workspace
    static List<ProtectedPath> ofRepository(Path folder) {
        return LINES.stream()
                .filter(line -> line.startsWith(IN_A_REPOSITORY))
                .map(line -> of(folder, line.substring(IN_A_REPOSITORY.length())))
                .toList();
    }

    /// The file that says where git keeps a repository.
    static ProtectedPath ofPointer(Path file) {
        return new ProtectedPath(file, false, Optional.empty());
    }

    private static ProtectedPath of(Path around, String line) {
        var parts = line.split(CONTENT, 2);
        return new ProtectedPath(
                around.resolve(parts[0]),
                parts[0].endsWith("/"),
                Optional.of(parts.length == 2 ? parts[1] : ""));
    }
}
