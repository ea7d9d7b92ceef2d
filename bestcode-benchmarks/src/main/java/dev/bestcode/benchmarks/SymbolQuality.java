package dev.bestcode.benchmarks;

import dev.bestcode.librarian.TreeSitterSymbols;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many of the definitions that compilers find are found, beside ctags on the same files.
@Command(
        name = "symbol-quality",
        description = "Recall and precision of definitions by (name, line), beside ctags.",
        mixinStandardHelpOptions = true)
final class SymbolQuality implements Runnable {
    @Option(
            names = "--expected",
            defaultValue = "../shared/data/symbols/expected-symbols.jsonl",
            description = "Files with their definitions, one a line. Default: ${DEFAULT-VALUE}")
    private Path expected = Path.of("../shared/data/symbols/expected-symbols.jsonl");

    @Option(
            names = "--sources",
            required = true,
            description = "Folder with the files, each at REPOSITORY/PATH; others are left out.")
    private Path sources = Path.of(".");

    @Mixin private Report report = new Report();

    @Override
    public void run() {
        var ours = new TreeMap<String, SymbolScore>();
        var theirs = new TreeMap<String, SymbolScore>();
        int absent = 0;
        try (var symbols = TreeSitterSymbols.of(System.getenv())) {
            for (var file : ExpectedFile.read(expected)) {
                var path = sources.resolve(file.repository()).resolve(file.path());
                if (!Files.isRegularFile(path) || !file.isOf(Files.readAllBytes(path))) {
                    absent++;
                    continue;
                }
                ours.computeIfAbsent(file.language(), _ -> new SymbolScore())
                        .add(file, Tags.ours(symbols, path));
                theirs.computeIfAbsent(file.language(), _ -> new SymbolScore())
                        .add(file, Tags.ctags(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        print(ours, theirs);
        if (!ours.isEmpty()) {
            report.add("symbol-languages", ours.size());
            report.add("symbol-languages-below", below(ours, theirs));
        }
        System.out.printf("%d files absent or of other content%n", absent);
    }

    /// Languages in which ctags finds more, or is right more often.
    private static long below(Map<String, SymbolScore> ours, Map<String, SymbolScore> theirs) {
        return ours.entrySet().stream()
                .filter(
                        one -> {
                            var peer = theirs.getOrDefault(one.getKey(), new SymbolScore());
                            return one.getValue().recall() < peer.recall()
                                    || one.getValue().precision() < peer.precision();
                        })
                .count();
    }

    private static void print(Map<String, SymbolScore> ours, Map<String, SymbolScore> theirs) {
        var table =
                new Table(
                        "Definitions by (name, line), %",
                        "language", "files", "expected", "recall", "ctags", "precision", "ctags ");
        ours.forEach(
                (language, score) -> {
                    var peer = theirs.getOrDefault(language, new SymbolScore());
                    table.row(
                            language,
                            Integer.toString(score.files()),
                            Integer.toString(score.expected()),
                            Figures.decimal(score.recall()),
                            Figures.decimal(peer.recall()),
                            Figures.decimal(score.precision()),
                            Figures.decimal(peer.precision()));
                });
        table.print(System.out);
    }

    /// Words for what is compared: the oracle's kinds, in our words.
    static List<String> kinds(String language) {
        return switch (language) {
            case "java" ->
                    List.of(
                            "class",
                            "interface",
                            "enum",
                            "method",
                            "constructor",
                            "field",
                            "constant");
            case "python" -> List.of("class", "function", "method");
            case "typescript" -> List.of("class", "interface", "type", "function", "method");
            case "rust" ->
                    List.of("struct", "enum", "interface", "module", "type", "function", "method");
            case "go" ->
                    List.of("struct", "interface", "function", "method", "constant", "variable");
            case "c" -> List.of("struct", "macro", "function");
            default -> List.of("function");
        };
    }
}
