package dev.bestcode.wasm.binary;

/// How a component keeps strings in its memory.
public enum StringEncoding {
    UTF8,
    UTF16,
    /// Latin-1, or UTF-16 where the length carries a mark.
    LATIN1_UTF16
}
