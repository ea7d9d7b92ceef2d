package dev.bestcode.tools;

/// A call that cannot do what it was asked; the message is what the model reads.
sealed class ToolFailedException extends Exception permits PathRefusedException {
    private static final long serialVersionUID = 1L;

    ToolFailedException(String message) {
        super(message);
    }
}
