package dev.bestcode.organism;

/// Ends the reading of one file; what is wrong with it is in the report. Never leaves this module.
final class StopReading extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopReading() {
        super("the problem is in the report", null, false, false);
    }
}
