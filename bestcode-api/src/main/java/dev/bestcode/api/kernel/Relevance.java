package dev.bestcode.api.kernel;

/// Relevance of a segment to the current task, 0 (none) to 1 (indispensable).
public record Relevance(double value) {
    public static final Relevance FULL = new Relevance(1);

    public Relevance {
        if (!(value >= 0 && value <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("relevance is " + value + "; allowed 0..1");
        }
    }
}
