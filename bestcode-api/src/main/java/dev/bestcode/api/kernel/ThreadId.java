package dev.bestcode.api.kernel;

/// Names an entry of the thread table.
/// Numbers of threads, messages and segments come from one counter per kernel, starting at 1.
public record ThreadId(long value) {
    public ThreadId {
        if (value < 1) {
            throw new IllegalArgumentException("thread id is " + value + "; allowed from 1");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
