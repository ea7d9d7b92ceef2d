/// Texts as vectors, and texts that are found again by what is said about them.
@NullMarked
package dev.bestcode.api.embedding;

import org.jspecify.annotations.NullMarked;
