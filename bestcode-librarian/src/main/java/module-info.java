/// Keeps the working set relevant: expand, fold, evict; extracts symbols with tree-sitter.
///
/// Structure alone keeps the context under its budget; a small model may add a sentence to a fold.
module dev.bestcode.librarian {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;

    exports dev.bestcode.librarian;
}
