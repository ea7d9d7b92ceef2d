package dev.bestcode.benchmarks;

/// In what a figure of a report is shown.
enum FigureUnit {
    SECONDS(1e9, " s"),
    MILLIS(1e6, " ms"),
    MICROS(1e3, " us"),
    BYTES(1, " B"),
    KILOBYTES(1e3, " KB"),
    MEGABYTES(1e6, " MB"),
    PER_SECOND(1, "/s"),
    TIMES(100, " times"),
    HUNDREDTHS(100, ""),
    COUNT(1, "");

    private final double size;
    private final String sign;

    FigureUnit(double size, String sign) {
        this.size = size;
        this.sign = sign;
    }

    /// @param value as a report has it
    String shown(long value) {
        boolean whole = size == 1;
        return (whole ? Figures.whole(value) : Figures.decimal(value / size)) + sign;
    }

    /// @param limit in this unit
    String bound(double limit) {
        var number = limit == Math.rint(limit) ? Figures.whole(limit) : Double.toString(limit);
        return number + sign;
    }

    double in(long value) {
        return value / size;
    }
}
