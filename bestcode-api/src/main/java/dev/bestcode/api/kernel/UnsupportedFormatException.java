package dev.bestcode.api.kernel;

/// The files are not of a kernel, or of one newer than this. Nothing has been changed.
public final class UnsupportedFormatException extends KernelException {
    private static final long serialVersionUID = 1L;

    public UnsupportedFormatException(String message) {
        super(message);
    }
}
