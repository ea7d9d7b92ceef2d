package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipFile;

/// The sources of the JDK that runs this: a large tree of text that everybody has.
final class JdkSources {
    private JdkSources() {}

    /// Unpack them into a new folder of `data`.
    /// @return empty where the JDK came without its sources
    static Optional<Path> unpack(DataFolder data) {
        var zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        if (!Files.isRegularFile(zip)) {
            return Optional.empty();
        }
        var tree = data.folder("jdk-sources");
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().filter(one -> !one.isDirectory()).toList()) {
                var path = tree.resolve(entry.getName()).normalize();
                if (!path.startsWith(tree)) {
                    throw new IllegalStateException("%s leads out of itself".formatted(zip));
                }
                Files.createDirectories(path.resolveSibling(""));
                try (var in = file.getInputStream(entry)) {
                    Files.copy(in, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + zip, e);
        }
        return Optional.of(tree);
    }
}
