/// Text to vectors, and texts found by what is said about them. [LexicalIndex] is what measured
/// best without a model; [TfIdfEmbedding] is the base it is measured beside, [SubwordEmbedding] has
/// vectors for any text, [HttpEmbedding] asks a provider.
@NullMarked
package dev.bestcode.embedding;

import org.jspecify.annotations.NullMarked;
