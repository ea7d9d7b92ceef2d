package dev.bestcode.wasm;

/// A component did what ends it: its instance is never entered again.
public final class TrapException extends WasmException {
    private static final long serialVersionUID = 1;

    public TrapException(String message) {
        super(message);
    }

    public TrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
