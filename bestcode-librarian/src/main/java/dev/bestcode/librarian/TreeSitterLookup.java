package dev.bestcode.librarian;

import io.github.treesitter.jtreesitter.NativeLibraryLookup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;

/// Tells jtreesitter where tree-sitter's functions are. It is found by its name as a service, once
/// in a process, and public for that reason alone.
@SuppressWarnings("exports") // jtreesitter has no module to read
public final class TreeSitterLookup implements NativeLibraryLookup {
    static final String LIBRARY = "tree-sitter";

    @Override
    @SuppressWarnings("restricted") // foreign functions are what this is for
    public SymbolLookup get(Arena arena) {
        try {
            var file =
                    NativeLibraries.of(System.getenv())
                            .extract(LIBRARY)
                            .orElseThrow(
                                    () ->
                                            new UnsatisfiedLinkError(
                                                    "no tree-sitter for this system on the class path"));
            return SymbolLookup.libraryLookup(file, arena)
                    .or(Linker.nativeLinker().defaultLookup()); // free()
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put tree-sitter's library into the cache", e);
        }
    }
}
