/// Text to vectors, local and deterministic. The same text gives the same vector on every
/// machine, without a network.
@NullMarked
package dev.bestcode.embedding;

import org.jspecify.annotations.NullMarked;
