package dev.bestcode.tools;

import dev.bestcode.api.symbol.Symbol;

/// Definitions as lines that a model reads.
final class SymbolLines {
    private SymbolLines() {}

    /// With the scope in front.
    static String name(Symbol symbol) {
        return symbol.scope().isEmpty() ? symbol.name() : symbol.scope() + "." + symbol.name();
    }

    /// Where it is, what it is, and its first sentence.
    static String found(String path, Symbol symbol) {
        return "%s:%d %s %s: %s%s"
                .formatted(
                        path,
                        symbol.line(),
                        symbol.kind().word(),
                        name(symbol),
                        symbol.signature(),
                        doc(symbol));
    }

    /// In an outline, indented by its scope.
    static String inOutline(Symbol symbol) {
        long depth =
                symbol.scope().isEmpty()
                        ? 0
                        : 1 + symbol.scope().chars().filter(c -> c == '.').count();
        return "%s%d-%d %s %s: %s%s"
                .formatted(
                        "  ".repeat((int) Math.min(depth, 8)),
                        symbol.line(),
                        symbol.endLine(),
                        symbol.kind().word(),
                        symbol.name(),
                        symbol.signature(),
                        doc(symbol));
    }

    private static String doc(Symbol symbol) {
        return symbol.doc().isEmpty() ? "" : " — " + symbol.doc();
    }
}
