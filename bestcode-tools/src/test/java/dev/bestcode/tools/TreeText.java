package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// All that lies in a tree, a line each: kind, mode, content, path.
final class TreeText {
    private TreeText() {}

    static List<String> of(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root))
                    .sorted()
                    .map(path -> line(root, path))
                    .toList();
        }
    }

    private static String line(Path root, Path path) {
        try {
            var name = root.relativize(path);
            if (Files.isSymbolicLink(path)) {
                return "link %s %s".formatted(Files.readSymbolicLink(path), name);
            }
            var mode =
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    ? "folder %s %s".formatted(mode, name)
                    : "file %s %s %s"
                            .formatted(mode, Sha256.of(Files.readAllBytes(path)).hex(), name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
