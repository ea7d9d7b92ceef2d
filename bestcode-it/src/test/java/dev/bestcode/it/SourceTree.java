package dev.bestcode.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The sources that are being tested.
final class SourceTree {
    static final Path ROOT =
            Path.of(System.getProperty("bestcode.root", "..")).toAbsolutePath().normalize();

    /// The concerns that depend on the api alone, by the last word of their module.
    static final List<String> LEAVES =
            List.of(
                    "kernel pipeline security organism ports agent llm tools librarian embedding routing wasm mcp acp telemetry tui"
                            .split(" ", -1));

    private SourceTree() {}

    static Path module(String name) {
        return ROOT.resolve("bestcode-" + name);
    }

    /// The word of a module's package behind `dev.bestcode`: the first of its name.
    static String packageOf(String module) {
        return module.split("-", 2)[0];
    }

    /// The modules that have Java beside `module-info` and `package-info`.
    static List<String> modulesWithCode() {
        try (var folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("bestcode-"))
                    .map(name -> name.substring("bestcode-".length()))
                    .filter(SourceTree::hasCode)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> javaBelow(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasCode(String module) {
        return javaBelow(module(module).resolve("src/main/java")).stream()
                .anyMatch(file -> !file.toString().endsWith("-info.java"));
    }
}
