package dev.bestcode.tools;

import dev.bestcode.api.symbol.FileSymbols;
import dev.bestcode.api.symbol.Symbol;
import dev.bestcode.api.symbol.SymbolKind;
import dev.bestcode.api.symbol.SymbolSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Symbols of a language of its own: `def NAME` defines, every word mentions.
final class WordSymbols implements SymbolSource {
    final AtomicInteger extractions = new AtomicInteger();
    private final String version;

    WordSymbols(String version) {
        this.version = version;
    }

    @Override
    public Optional<String> language(String fileName) {
        return fileName.endsWith(".w") ? Optional.of("words") : Optional.empty();
    }

    @Override
    public FileSymbols symbols(String fileName, byte[] content) {
        extractions.incrementAndGet();
        var text = new String(content, StandardCharsets.UTF_8);
        var symbols = new ArrayList<Symbol>();
        Map<String, Integer> mentions = new HashMap<>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            for (var word : line.split(" ", -1)) {
                mentions.merge(word, 1, Integer::sum);
            }
            if (line.startsWith("def ")) {
                symbols.add(
                        new Symbol(
                                SymbolKind.FUNCTION,
                                line.substring(4),
                                "",
                                number,
                                number,
                                line,
                                "Says " + line.substring(4) + "."));
            }
        }
        return new FileSymbols(
                "words",
                symbols,
                mentions,
                text.contains("partly") ? Optional.of("read in part") : Optional.empty());
    }

    @Override
    public List<Integer> mentions(String fileName, byte[] content, String name) {
        var lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        var found = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (List.of(lines.get(i).split(" ", -1)).contains(name)) {
                found.add(i + 1);
            }
        }
        return found;
    }

    @Override
    public String version() {
        return version;
    }
}
