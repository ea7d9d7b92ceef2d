package dev.bestcode.librarian;

import io.github.treesitter.jtreesitter.Language;
import io.github.treesitter.jtreesitter.Query;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;

/// One language's grammar with our patterns for it. Lives as long as the process, like its library.
record Grammar(Language language, Query query) {
    static {
        // jtreesitter has no module name, so it is on the class path, which a named module only
        // reads when it says so.
        var loader = Grammar.class.getClassLoader();
        Grammar.class.getModule().addReads(loader.getUnnamedModule());
    }

    /// @throws UnavailableException when this process cannot have it; the message says why
    @SuppressWarnings("restricted") // foreign functions are what this is for
    static Grammar load(SourceLanguage language, NativeLibraries libraries)
            throws UnavailableException {
        var worker = Thread.currentThread();
        var before = worker.getContextClassLoader();
        try {
            // jtreesitter looks for its library once, by way of this loader.
            worker.setContextClassLoader(Grammar.class.getClassLoader());
            var file = libraries.extract(language.library());
            if (file.isEmpty()) {
                throw new UnavailableException(
                        "no %s for this system on the class path".formatted(language.library()));
            }
            var library = SymbolLookup.libraryLookup(file.get(), Arena.global());
            var grammar = Language.load(library, language.function());
            return new Grammar(grammar, new Query(grammar, patterns(language)));
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new UnavailableException("tree-sitter cannot be loaded: " + root(e).getMessage());
        } finally {
            worker.setContextClassLoader(before);
        }
    }

    private static Throwable root(Throwable problem) {
        var cause = problem;
        for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String patterns(SourceLanguage language) throws IOException {
        var name = "queries/" + language.queries() + ".scm";
        try (var in = Grammar.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// That a language can only be outlined here.
    static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }
}
