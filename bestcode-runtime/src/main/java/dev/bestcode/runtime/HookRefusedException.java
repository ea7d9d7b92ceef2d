package dev.bestcode.runtime;

/// A hook of the organism does not let a run begin.
public final class HookRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    HookRefusedException(String message) {
        super(message);
    }
}
