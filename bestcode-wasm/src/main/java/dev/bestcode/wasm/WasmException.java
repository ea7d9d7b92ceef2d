package dev.bestcode.wasm;

/// What goes wrong with a component, from its first byte to the end of a call. The case says whose
/// mistake it is and whether another try could help: none of them but [LimitExceededException].
public abstract sealed class WasmException extends RuntimeException
        permits MalformedComponentException,
                InvalidComponentException,
                UnsupportedFeatureException,
                LinkException,
                WitException,
                TrapException,
                LimitExceededException {
    private static final long serialVersionUID = 1;

    WasmException(String message) {
        super(message);
    }

    WasmException(String message, Throwable cause) {
        super(message, cause);
    }
}
