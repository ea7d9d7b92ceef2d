package dev.bestcode.wasm;

/// A component and what it was given do not fit together.
public final class LinkException extends WasmException {
    private static final long serialVersionUID = 1;

    public LinkException(String message) {
        super(message);
    }
}
