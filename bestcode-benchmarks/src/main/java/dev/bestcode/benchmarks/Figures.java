package dev.bestcode.benchmarks;

import java.util.Locale;

/// Numbers as a table shows them.
final class Figures {
    /// Stands in a cell for what could not be measured.
    static final String NONE = "-";

    private Figures() {}

    static String micros(long nanos) {
        return micros((double) nanos);
    }

    static String micros(double nanos) {
        return decimal(nanos / 1e3);
    }

    static String millis(long nanos) {
        return decimal((double) nanos / 1e6);
    }

    static String mebibytes(long bytes) {
        return decimal((double) bytes / (1 << 20));
    }

    static String whole(long value) {
        return whole((double) value);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /// Three digits or more that count.
    static String decimal(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
