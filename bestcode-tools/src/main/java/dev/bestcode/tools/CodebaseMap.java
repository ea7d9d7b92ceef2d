package dev.bestcode.tools;

import dev.bestcode.api.symbol.Symbol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The definitions that most of a tree leans on, as many as fit a number of tokens: files by rank,
/// their definitions by line.
final class CodebaseMap {
    /// Fewer bytes than any model's tokens hold on average in code, so that the budget is kept.
    private static final int BYTES_PER_TOKEN = 3;

    /// Room for the sentence that says what was left out.
    private static final int NOTE_BYTES = 120;

    private record Line(IndexedFile file, Symbol symbol, double score) {
        private static final Comparator<Line> MOST_FIRST =
                Comparator.comparingDouble(Line::score)
                        .reversed()
                        .thenComparing(line -> line.file.path())
                        .thenComparingInt(line -> line.symbol.line());

        private String text() {
            return "  %d: %s".formatted(symbol.line(), symbol.signature());
        }
    }

    private CodebaseMap() {}

    /// @param path what is shown is at or below it; ranks come from everything
    static String of(IndexState state, FileRanks ranks, String path, int tokens) {
        var lines = lines(state, ranks, path);
        var chosen = new LinkedHashMap<String, List<Symbol>>();
        Set<String> shown = new HashSet<>();
        int bytes = NOTE_BYTES;
        int taken = 0;
        for (var line : lines) {
            int cost =
                    bytes(line.text())
                            + (shown.contains(line.file.path()) ? 0 : bytes(line.file.path()));
            if (bytes + cost > tokens * BYTES_PER_TOKEN) {
                break;
            }
            bytes += cost;
            taken++;
            shown.add(line.file.path());
            chosen.computeIfAbsent(line.file.path(), _ -> new ArrayList<>()).add(line.symbol);
        }
        return text(chosen, ranks.files())
                + "[%,d of %,d definitions, the most referred to; raise tokens or give a path for others]\n"
                        .formatted(taken, lines.size());
    }

    private static int bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    private static List<Line> lines(IndexState state, FileRanks ranks, String path) {
        var ofFiles = ranks.files();
        double floor = ofFiles.values().stream().mapToDouble(rank -> rank).min().orElse(0);
        var lines = new ArrayList<Line>();
        for (var file : state.below(path)) {
            double rank = ofFiles.getOrDefault(file.path(), 0.0);
            for (var symbol : file.definitions()) {
                if (isShown(symbol) && !symbol.signature().startsWith("private ")) {
                    // Unmentioned ones come last, in the order of their files.
                    double score = ranks.score(file.path(), symbol.name()) + floor * rank * 1e-3;
                    lines.add(new Line(file, symbol, score));
                }
            }
        }
        lines.sort(Line.MOST_FIRST);
        return lines;
    }

    private static boolean isShown(Symbol symbol) {
        return switch (symbol.kind()) {
            case MODULE,
                    CLASS,
                    INTERFACE,
                    STRUCT,
                    ENUM,
                    TYPE,
                    FUNCTION,
                    METHOD,
                    MACRO,
                    CONSTANT,
                    VARIABLE ->
                    true;
            case CONSTRUCTOR, FIELD, KEY -> false; // a constructor says no more than its class
        };
    }

    private static String text(Map<String, List<Symbol>> chosen, Map<String, Double> ranks) {
        var text = new StringBuilder();
        chosen.keySet().stream()
                .sorted(
                        Comparator.<String>comparingDouble(path -> ranks.getOrDefault(path, 0.0))
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()))
                .forEach(
                        path -> {
                            text.append(path).append('\n');
                            chosen.getOrDefault(path, List.of()).stream()
                                    .sorted(Comparator.comparingInt(Symbol::line))
                                    .forEach(
                                            symbol ->
                                                    text.append("  ")
                                                            .append(symbol.line())
                                                            .append(": ")
                                                            .append(symbol.signature())
                                                            .append('\n'));
                        });
        return text.toString();
    }
}
