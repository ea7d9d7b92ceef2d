package dev.bestcode.api.embedding;

import java.util.Arrays;

/// A vector of unit length. Equal by its numbers.
public final class Embedding {
    /// What rounding to 32 bits may take from the length, with a wide margin.
    private static final double LENGTH_TOLERANCE = 1e-3;

    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /// @throws IllegalArgumentException when it is not of unit length
    public static Embedding of(float[] unit) {
        double length = length(unit);
        if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "a vector of %d numbers has length %s; allowed 1"
                            .formatted(unit.length, length));
        }
        return new Embedding(unit.clone());
    }

    /// Scale to unit length.
    /// @throws IllegalArgumentException when all numbers are 0, or one is not finite
    public static Embedding scaled(float[] some) {
        double length = length(some);
        if (!(length > 0 && Double.isFinite(length))) {
            throw new IllegalArgumentException(
                    "a vector of %d numbers has length %s; it has no direction"
                            .formatted(some.length, length));
        }
        var unit = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            unit[i] = (float) (some[i] / length);
        }
        return new Embedding(unit);
    }

    public int dimensions() {
        return values.length;
    }

    public float[] toArray() {
        return values.clone();
    }

    /// The cosine of the angle between both, -1 to 1.
    /// @throws IllegalArgumentException when the other has another number of dimensions
    public double cosine(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "%d dimensions beside %d: they are not from the same provider"
                            .formatted(other.values.length, values.length));
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * other.values[i];
        }
        return Math.clamp(sum, -1, 1);
    }

    private static double length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding of " + values.length + " dimensions";
    }
}
