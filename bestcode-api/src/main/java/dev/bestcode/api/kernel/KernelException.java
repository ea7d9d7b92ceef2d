package dev.bestcode.api.kernel;

/// The log cannot go on: locked, damaged, out of space, or failed. Root of what a kernel throws.
public class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KernelException(String message) {
        super(message);
    }

    public KernelException(String message, Throwable cause) {
        super(message, cause);
    }
}
