package dev.bestcode.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One of the directory trees that a workspace consists of.
/// @param given as the caller spelled it: models repeat it, links and all
/// @param path absolute and free of links
/// @param key of the directory, so that another one put in its place is noticed
/// @param main whose paths are shown relative; those of others are shown absolute
record WorkspaceRoot(Path given, Path path, Object key, boolean readOnly, boolean main) {
    static WorkspaceRoot of(Path given, boolean readOnly, boolean main) {
        try {
            var real = given.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotDirectoryException(given.toString());
            }
            try (var directory = Directory.open(real)) {
                return new WorkspaceRoot(
                        given.toAbsolutePath().normalize(),
                        real,
                        directory.attributes().key(),
                        readOnly,
                        main);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "workspace root '" + given + "' must be an existing directory", e);
        }
    }

    Directory open() throws IOException {
        var directory = Directory.open(path);
        if (directory.attributes().key().equals(key)) {
            return directory;
        }
        directory.close();
        throw new FileSystemException(
                path.toString(),
                null,
                "the workspace's root was replaced since the start; start again");
    }

    /// The names below this root, when an absolute path lies in it.
    Optional<List<String>> below(String absolute) {
        return below(absolute, path).or(() -> below(absolute, given));
    }

    private static Optional<List<String>> below(String absolute, Path root) {
        var prefix = root.toString();
        if (absolute.equals(prefix)) {
            return Optional.of(List.of());
        }
        var folder = prefix.endsWith("/") ? prefix : prefix + "/";
        return absolute.startsWith(folder)
                ? Optional.of(List.of(absolute.substring(folder.length()).split("/", -1)))
                : Optional.empty();
    }

    /// As results show it.
    /// @param relative `/` between names, `.` for the root itself
    String shown(String relative) {
        return main ? relative : relative.equals(".") ? path.toString() : path + "/" + relative;
    }

    /// The names from this root down to what is shown so.
    List<String> names(String shown) {
        var relative =
                main
                        ? shown
                        : shown.substring(Math.min(path.toString().length() + 1, shown.length()));
        return relative.isEmpty() || relative.equals(".")
                ? List.of()
                : List.of(relative.split("/", -1));
    }
}
