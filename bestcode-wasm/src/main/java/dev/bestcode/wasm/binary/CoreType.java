package dev.bestcode.wasm.binary;

import java.util.Locale;

/// A value type of core WebAssembly.
public enum CoreType {
    I32,
    I64,
    F32,
    F64,
    V128,
    FUNCREF,
    EXTERNREF,
    /// A reference of another kind, which never crosses a component's border.
    OTHERREF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
