package dev.bestcode.api.kernel;

/// A transaction that does not fit the state. Nothing has changed, and the kernel goes on.
public final class CommitRejectedException extends KernelException {
    private static final long serialVersionUID = 1L;

    public CommitRejectedException(String message) {
        super(message);
    }
}
