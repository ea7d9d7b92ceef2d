package dev.bestcode.api.embedding;

import java.util.List;

/// Turns texts into vectors; texts that say something alike lie close together. Safe from many
/// workers at once.
public interface EmbeddingProvider {
    /// How many numbers a vector has; always the same.
    int dimensions();

    /// Embed texts; row i of the answer belongs to text i.
    /// Shape: as many rows as texts, each of [#dimensions()] numbers and of unit length, also for a
    /// text in which nothing is known. The same text has the same row, whatever stands beside it.
    /// @throws EmbeddingException when a text is too long, or when a provider elsewhere cannot be
    ///     reached, answers with something else, or the caller was interrupted meanwhile, which it
    ///     then still is
    List<Embedding> embed(List<String> texts);
}
