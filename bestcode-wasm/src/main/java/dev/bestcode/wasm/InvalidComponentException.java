package dev.bestcode.wasm;

/// The bytes are a component, and it breaks a rule of the component model.
public final class InvalidComponentException extends WasmException {
    private static final long serialVersionUID = 1;

    /// @param offset of the definition that breaks it, from the start of the file
    public InvalidComponentException(int offset, String rule) {
        super("definition at byte " + offset + ": " + rule);
    }
}
