package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A source file with the definitions that a compiler found in it.
/// @param sha256 of the content that this is said of
/// @param names with their lines
record ExpectedFile(
        String language, String repository, String path, String sha256, Set<NameAndLine> names) {
    /// By what a definition is told from another.
    record NameAndLine(String name, int line) {}

    static List<ExpectedFile> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(Json::parseObject)
                .map(ExpectedFile::of)
                .toList();
    }

    private static ExpectedFile of(JsonObject json) {
        var names =
                json.requireArray("symbols").values().stream()
                        .map(JsonObject.class::cast)
                        .map(
                                symbol ->
                                        new NameAndLine(
                                                symbol.requireString("name"),
                                                (int) symbol.integer("line").orElseThrow()))
                        .collect(Collectors.toSet());
        return new ExpectedFile(
                json.requireString("lang"),
                json.requireString("repo"),
                json.requireString("path"),
                json.requireString("sha256"),
                names);
    }

    boolean isOf(byte[] content) {
        return Sha256.of(content).hex().equals(sha256);
    }
}
