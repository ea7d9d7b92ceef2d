package dev.bestcode.runtime;

/// The owner of a kernel directory cannot be asked, or says no. The message says why.
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ControlException(String message) {
        super(message);
    }

    public ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
