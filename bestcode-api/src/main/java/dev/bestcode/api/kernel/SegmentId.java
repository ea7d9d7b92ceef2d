package dev.bestcode.api.kernel;

/// Names a page of context.
/// Numbers of threads, messages and segments come from one counter per kernel, starting at 1.
public record SegmentId(long value) {
    public SegmentId {
        if (value < 1) {
            throw new IllegalArgumentException("segment id is " + value + "; allowed from 1");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
