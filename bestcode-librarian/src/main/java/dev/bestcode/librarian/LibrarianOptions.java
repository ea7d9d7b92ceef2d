package dev.bestcode.librarian;

/// What a context is held to, in tokens.
/// @param window of the model, the answer included
/// @param answer what is left free for the answer
/// @param high folding starts above it
/// @param low and ends at it
public record LibrarianOptions(int window, int answer, int high, int low) {
    /// Every model of the last two years has at least this.
    public static final int WINDOW = 200_000;

    /// Where folding starts and ends at most. Higher saves epochs and costs every request; what is
    /// older than this is rarely named again.
    private static final int HIGH = 70_000;

    private static final int LOW = 35_000;

    /// The same in parts of a smaller window.
    private static final double HIGH_PART = 0.70;

    private static final double LOW_PART = 0.35;

    /// A part of the conversation that is larger than this part of the window is shown head and
    /// tail.
    private static final int INPUT_PARTS = 4;

    /// The smallest window in which a system prompt, tools and a task have room.
    private static final int WINDOW_MIN = 2_000;

    public LibrarianOptions {
        if (window < WINDOW_MIN || answer < 1 || answer > window / 2 || low < 1 || high <= low) {
            throw new IllegalArgumentException(
                    "window %,d, answer %,d, high %,d, low %,d tokens; allowed: a window from %,d, an answer of at most half of it, low below high"
                            .formatted(window, answer, high, low, WINDOW_MIN));
        }
    }

    /// The default watermarks for a window.
    /// @param answer the bound on an answer; more than half the window is taken as that
    public static LibrarianOptions of(int window, int answer) {
        return new LibrarianOptions(
                window,
                Math.min(answer, window / 2),
                (int) Math.min(HIGH, window * HIGH_PART),
                (int) Math.min(LOW, window * LOW_PART));
    }

    /// After a provider refused a request that was thought to fit.
    LibrarianOptions halved() {
        return new LibrarianOptions(window, answer, Math.max(2, low), Math.max(1, low / 2));
    }

    /// What a request may cost, the margin taken off.
    int limit() {
        return (int) ((window - answer) * (1 - Calibration.MARGIN));
    }

    /// What a request may cost before it folds.
    int foldsAbove() {
        return Math.min(high, limit());
    }

    int inputMax() {
        return window / INPUT_PARTS;
    }
}
