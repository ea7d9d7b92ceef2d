package dev.bestcode.acp;

/// A session cannot be had. Its message is for the person at the editor.
public final class SessionRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public SessionRefusedException(String message) {
        super(message);
    }
}
