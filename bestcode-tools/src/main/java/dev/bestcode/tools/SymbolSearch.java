package dev.bestcode.tools;

import dev.bestcode.api.symbol.Symbol;
import dev.bestcode.api.symbol.SymbolKind;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;

/// Finds definitions by a part of their name: the whole name first, then its start, then a part.
/// @param query of a name, or of scope and name with `.` between; case counts for nothing
/// @param kind of which they have to be
record SymbolSearch(String query, Optional<SymbolKind> kind, int limit) {
    private record Hit(int distance, String path, Symbol symbol) {
        private static final Comparator<Hit> BEST_FIRST =
                Comparator.comparingInt(Hit::distance)
                        .thenComparing(hit -> hit.symbol.name().length())
                        .thenComparing(Hit::path)
                        .thenComparing(hit -> hit.symbol.line());
    }

    /// @throws ToolFailedException when there is no such kind
    static Optional<SymbolKind> kind(Optional<String> word) throws ToolFailedException {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (var kind : SymbolKind.values()) {
            if (kind.word().equals(word.get())) {
                return Optional.of(kind);
            }
        }
        throw new ToolFailedException(
                "kind is %s; allowed: %s"
                        .formatted(
                                Workspace.quoted(word.get()),
                                String.join(
                                        ", ",
                                        Arrays.stream(SymbolKind.values())
                                                .map(SymbolKind::word)
                                                .toList())));
    }

    String in(IndexState state, String path) {
        // The best of all, in memory for `limit` of them: the head is the worst kept.
        var best = new PriorityQueue<>(Hit.BEST_FIRST.reversed());
        int total = 0;
        var wanted = query.toLowerCase(Locale.ROOT);
        for (var file : state.below(path)) {
            for (var symbol : file.definitions()) {
                int distance = distance(symbol, wanted);
                if (distance >= 0) {
                    total++;
                    best.add(new Hit(distance, file.path(), symbol));
                    if (best.size() > limit) {
                        best.poll();
                    }
                }
            }
        }
        return show(best.stream().sorted(Hit.BEST_FIRST).toList(), total);
    }

    /// @return the lower the better; less than 0 when it is not meant
    private int distance(Symbol symbol, String wanted) {
        if (kind.isPresent() && kind.get() != symbol.kind()) {
            return -1;
        }
        var name = symbol.name();
        var lower = name.toLowerCase(Locale.ROOT);
        if (name.equals(query)) {
            return 0;
        }
        if (lower.equals(wanted)) {
            return 1;
        }
        if (lower.startsWith(wanted)) {
            return 2;
        }
        if (lower.contains(wanted)) {
            return 3;
        }
        boolean scoped =
                wanted.indexOf('.') > 0
                        && SymbolLines.name(symbol).toLowerCase(Locale.ROOT).endsWith(wanted);
        return scoped ? 1 : -1;
    }

    private String show(List<Hit> hits, int total) {
        if (total == 0) {
            return "[no definition matches; grep finds text that defines nothing]\n";
        }
        var text = new BoundedText();
        int shown = 0;
        while (shown < hits.size()
                && text.add(SymbolLines.found(hits.get(shown).path(), hits.get(shown).symbol()))) {
            shown++;
        }
        return text.with(
                shown == total
                        ? ""
                        : "[the best %,d of %,d; give kind or path, or more of the name]\n"
                                .formatted(shown, total));
    }
}
