package dev.bestcode.wasm.binary;

/// A reference to an earlier definition.
public record SortIndex(Sort sort, int index) {}
