package dev.bestcode.api.symbol;

import java.util.List;
import java.util.Optional;

/// Finds what source files define and mention. Safe from any worker.
///
/// Content comes from anywhere and may be hostile: an answer takes bounded time and memory, and
/// what cannot be read in full is answered in part, with a caveat.
public interface SymbolSource {
    /// The language of a file by its name; empty when it is none that symbols are found in.
    Optional<String> language(String fileName);

    /// Find a file's definitions and mentions.
    /// @param fileName of a language that this source knows
    /// @throws InterruptedException when the worker was interrupted
    FileSymbols symbols(String fileName, byte[] content) throws InterruptedException;

    /// The lines on which a name is mentioned in code, from 1, in order, each once.
    /// @throws InterruptedException when the worker was interrupted
    List<Integer> mentions(String fileName, byte[] content, String name)
            throws InterruptedException;

    /// Changes whenever the same content could be answered otherwise: what was kept is then void.
    String version();
}
