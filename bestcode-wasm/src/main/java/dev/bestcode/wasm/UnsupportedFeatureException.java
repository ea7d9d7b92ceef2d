package dev.bestcode.wasm;

/// The component needs a part of the component model that is not built here, such as asynchronous
/// functions.
public final class UnsupportedFeatureException extends WasmException {
    private static final long serialVersionUID = 1;

    /// @param hint what to do about it, a sentence
    public UnsupportedFeatureException(int offset, String feature, String hint) {
        super("at byte " + offset + ": " + feature + " is not supported. " + hint);
    }
}
