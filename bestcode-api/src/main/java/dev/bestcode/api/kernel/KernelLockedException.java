package dev.bestcode.api.kernel;

/// The storage has another owner. The message names it; nothing was read or changed.
public final class KernelLockedException extends KernelException {
    private static final long serialVersionUID = 1L;

    public KernelLockedException(String message) {
        super(message);
    }

    public KernelLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
