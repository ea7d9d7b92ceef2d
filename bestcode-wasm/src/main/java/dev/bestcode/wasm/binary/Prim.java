package dev.bestcode.wasm.binary;

/// A value type without parts.
public enum Prim {
    BOOL,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    CHAR,
    STRING;

    /// As WIT writes it.
    public String wit() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
