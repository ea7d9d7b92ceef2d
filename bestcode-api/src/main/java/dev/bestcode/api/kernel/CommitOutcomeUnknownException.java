package dev.bestcode.api.kernel;

/// The log failed while this commit was on its way: whether it is on stable storage shows when the
/// kernel is opened again. No later commit is taken until then; readers go on.
public final class CommitOutcomeUnknownException extends KernelException {
    private static final long serialVersionUID = 1L;

    public CommitOutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
