package dev.bestcode.librarian;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The grammars of this process, each loaded when it is first needed, or not to be had.
final class Grammars {
    private sealed interface Entry {
        record Loaded(Grammar grammar) implements Entry {}

        record Missing(String reason) implements Entry {}
    }

    private final NativeLibraries libraries;
    private final Map<SourceLanguage, Entry> entries = new ConcurrentHashMap<>();

    Grammars(NativeLibraries libraries) {
        this.libraries = libraries;
    }

    /// Whether its library and tree-sitter's are on the class path, for this system.
    boolean isPacked(SourceLanguage language) {
        return libraries.has(TreeSitterLookup.LIBRARY) && libraries.has(language.library());
    }

    Grammar of(SourceLanguage language) throws Grammar.UnavailableException {
        return switch (entries.computeIfAbsent(language, this::load)) {
            case Entry.Loaded(var grammar) -> grammar;
            case Entry.Missing(var reason) -> throw new Grammar.UnavailableException(reason);
        };
    }

    private Entry load(SourceLanguage language) {
        try {
            return new Entry.Loaded(Grammar.load(language, libraries));
        } catch (Grammar.UnavailableException e) {
            return new Entry.Missing(String.valueOf(e.getMessage()));
        }
    }
}
