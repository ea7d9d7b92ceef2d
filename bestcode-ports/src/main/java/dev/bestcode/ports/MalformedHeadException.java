package dev.bestcode.ports;

import java.io.IOException;

/// A head that two readers could understand in two ways, or none at all. The message repeats
/// nothing of it.
final class MalformedHeadException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    MalformedHeadException(String message) {
        this(message, false);
    }

    private MalformedHeadException(String message, boolean tooLarge) {
        super(message);
        this.tooLarge = tooLarge;
    }

    static MalformedHeadException tooLarge(String message) {
        return new MalformedHeadException(message, true);
    }

    Refusal asRefusal() {
        return tooLarge ? Refusal.HEAD_TOO_LARGE : Refusal.MALFORMED;
    }
}
