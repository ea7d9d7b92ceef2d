package dev.bestcode.wasm;

/// The bytes are not a component.
public final class MalformedComponentException extends WasmException {
    private static final long serialVersionUID = 1;

    /// @param offset of the byte that could not be read, from the start of the file
    public MalformedComponentException(int offset, String what) {
        super("at byte " + offset + ": " + what + ". Build the component again.");
    }
}
