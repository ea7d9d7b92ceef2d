package dev.bestcode.benchmarks;

import dev.bestcode.benchmarks.ExpectedFile.NameAndLine;
import dev.bestcode.librarian.TreeSitterSymbols;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The definitions of a file, with their kinds in our words.
final class Tags {
    private Tags() {}

    static Map<NameAndLine, String> ours(TreeSitterSymbols symbols, Path file)
            throws IOException, InterruptedException {
        var found = new HashMap<NameAndLine, String>();
        symbols.symbols(file.getFileName().toString(), Files.readAllBytes(file))
                .definitions()
                .forEach(
                        symbol ->
                                found.put(
                                        new NameAndLine(symbol.name(), symbol.line()),
                                        symbol.kind().word()));
        return found;
    }

    /// @throws IOException when there is no ctags to be run
    static Map<NameAndLine, String> ctags(Path file) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("ctags", "-x", "--_xformat=%N\t%n\t%K", file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var found = new HashMap<NameAndLine, String>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines()
                    .map(line -> line.split("\t", -1))
                    .filter(parts -> parts.length == 3)
                    .forEach(
                            parts ->
                                    found.put(
                                            new NameAndLine(parts[0], Integer.parseInt(parts[1])),
                                            word(parts[2])));
        }
        process.waitFor();
        return found;
    }

    private static String word(String kind) {
        return switch (kind) {
            case "enumConstant", "const" -> "constant";
            case "func", "generator" -> "function";
            case "methodSpec", "getter", "setter" -> "method";
            case "implementation" -> "field"; // Rust's impl defines nothing
            case "typedef", "alias" -> "type";
            case "member" ->
                    "method"; // Python's word; C's fields are named likewise and not looked for
            case "var" -> "variable";
            case "annotation" -> "interface";
            case "union" -> "struct";
            default -> kind;
        };
    }
}
