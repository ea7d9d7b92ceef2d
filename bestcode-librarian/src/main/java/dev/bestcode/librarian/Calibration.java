package dev.bestcode.librarian;

/// How far the provider's counts are from the estimates: what an estimated token has cost at most
/// lately. Before anything was counted an estimate is taken as it is.
/// @param factor tokens counted for one estimated
record Calibration(double factor) {
    static final Calibration NONE = new Calibration(1);

    /// A request is kept this far below the limit, for what one count does not tell of the next.
    static final double MARGIN = 0.10;

    /// Text of five bytes a token is the most compact there is; a provider that counts less than
    /// that leaves something out, and is not believed.
    private static final double FACTOR_MIN = 0.6;

    /// Three tokens for every three bytes: no tokenizer needs more than one a byte.
    private static final double FACTOR_MAX = 3;

    /// A dense request is forgotten by one part in ten with each that is less dense.
    private static final double FORGETTING = 0.9;

    /// @param counted by the provider, all that it read
    /// @param estimated for the same request, without calibration
    Calibration after(long counted, long estimated) {
        if (counted <= 0 || estimated <= 0) {
            return this;
        }
        double seen = (double) counted / estimated;
        double remembered = factor * FORGETTING + seen * (1 - FORGETTING);
        return new Calibration(Math.clamp(Math.max(seen, remembered), FACTOR_MIN, FACTOR_MAX));
    }

    long of(long estimated) {
        return (long) Math.ceil(estimated * factor);
    }

    /// The estimate that comes to so many tokens.
    long estimateFor(long tokens) {
        return (long) (tokens / factor);
    }
}
