package dev.bestcode.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A list of paths that is kept as a file beside the code: one a line, `#` begins a remark.
final class PathList {
    private static final String HOME = "~/";

    private PathList() {}

    static List<String> lines(String file) {
        try (var in = PathList.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /// A path that is absolute or from the home.
    static Path path(String text, Path home) {
        return text.startsWith(HOME) ? home.resolve(text.substring(HOME.length())) : Path.of(text);
    }
}
