package dev.bestcode.ports;

import java.io.IOException;

/// No way out was opened. Its message says which, and what would open it; nothing in it is a
/// secret, and nothing in it came unchecked from whoever asked.
final class EgressException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String reason;

    EgressException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
        this.reason = message;
    }

    String reason() {
        return reason;
    }

    Refusal refusal() {
        return refusal;
    }
}
