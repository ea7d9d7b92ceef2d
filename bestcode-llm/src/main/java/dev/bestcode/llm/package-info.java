/// Talks to model providers: pooling, streaming, retries, accounting. What leaves is always a
/// well-formed request, whatever was interrupted before it.
@NullMarked
package dev.bestcode.llm;

import org.jspecify.annotations.NullMarked;
