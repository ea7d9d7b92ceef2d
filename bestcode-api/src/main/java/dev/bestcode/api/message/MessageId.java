package dev.bestcode.api.message;

/// Names a message of the journal.
/// Numbers of threads, messages and segments come from one counter per kernel, starting at 1.
public record MessageId(long value) {
    public MessageId {
        if (value < 1) {
            throw new IllegalArgumentException("message id is " + value + "; allowed from 1");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
