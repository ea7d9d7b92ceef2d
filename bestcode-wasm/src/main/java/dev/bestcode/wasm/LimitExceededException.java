package dev.bestcode.wasm;

/// A component asked for more than its [WasmLimits].
public final class LimitExceededException extends WasmException {
    private static final long serialVersionUID = 1;

    public LimitExceededException(String message) {
        super(message);
    }
}
