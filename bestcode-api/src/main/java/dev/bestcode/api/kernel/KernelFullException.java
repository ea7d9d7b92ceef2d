package dev.bestcode.api.kernel;

/// There is no room on the disk for this commit. Nothing has changed; reads, erasure and close
/// still work, and commits do again once there is room.
public final class KernelFullException extends KernelException {
    private static final long serialVersionUID = 1L;

    public KernelFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
