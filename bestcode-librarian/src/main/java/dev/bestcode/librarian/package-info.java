/// Keeps the working set relevant: expand, fold, evict; extracts symbols with tree-sitter.
/// Structure alone keeps the context under its budget; a model only makes it better.
@NullMarked
package dev.bestcode.librarian;

import org.jspecify.annotations.NullMarked;
