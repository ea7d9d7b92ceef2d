package dev.bestcode.security;

import java.io.Serial;

/// A word that a policy does not allow; the message is for the model.
final class RefusedArgumentException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    RefusedArgumentException(String message) {
        super(message);
    }
}
