package dev.bestcode.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A bug to plant in the main sources: a patch, and what is said above it.
/// @param name of the patch's file, without its extension
/// @param breaks what the bug does, with the contract point and the fault that it is about
/// @param found the test that finds it, `Class#method`
/// @param diff unified, of one file, paths relative to the module's main sources
record PlantedBug(String name, String breaks, String found, List<String> diff) {
    static final Path MODULE =
            Path.of(System.getProperty("bestcode.root", ".")).resolve("bestcode-kernel");

    private static final Path PATCHES = MODULE.resolve("src/test/patches");
    private static final String BREAKS = "# ";
    private static final String FOUND = "# Found by ";

    /// All that there are, in the order of their names.
    static List<PlantedBug> all() throws IOException {
        try (var files = Files.list(PATCHES)) {
            return files.sorted().map(PlantedBug::read).toList();
        }
    }

    private static PlantedBug read(Path file) {
        try {
            var lines = Files.readAllLines(file);
            return new PlantedBug(
                    file.getFileName().toString().replaceFirst("\\.patch$", ""),
                    behind(BREAKS, lines.get(0), file),
                    behind(FOUND, lines.get(1), file),
                    lines.subList(2, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String behind(String start, String line, Path file) {
        if (!line.startsWith(start)) {
            throw new IllegalArgumentException(
                    "%s: a line begins '%s', expected '%s'".formatted(file, line, start));
        }
        return line.substring(start.length());
    }

    String testClass() {
        return found.substring(0, found.indexOf('#'));
    }

    String testMethod() {
        return found.substring(found.indexOf('#') + 1);
    }

    /// As a row of the page that lists them.
    String row() {
        return "| %s | %s | `%s` |".formatted(name, breaks, found);
    }
}
