package dev.bestcode.api.security;

import java.io.Serial;

/// A child that did not start. The message says why, and what to do.
public class SandboxException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
