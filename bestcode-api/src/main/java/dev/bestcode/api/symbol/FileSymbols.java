package dev.bestcode.api.symbol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one file defines and mentions.
/// @param language such as `java`
/// @param definitions in the order of their lines
/// @param mentions identifiers in its code, each with how often; comments and strings are no code
/// @param caveat why this is less than everything; absent when it is everything
public record FileSymbols(
        String language,
        List<Symbol> definitions,
        Map<String, Integer> mentions,
        Optional<String> caveat) {
    public FileSymbols {
        definitions = List.copyOf(definitions);
        mentions = Map.copyOf(mentions);
    }
}
