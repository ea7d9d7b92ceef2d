package dev.bestcode.pipeline;

/// What was derived is not what the log has.
final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Divergence divergence;

    DivergedException(Divergence divergence) {
        super("LSN %d, op %d".formatted(divergence.lsn(), divergence.place()));
        this.divergence = divergence;
    }

    Divergence divergence() {
        return divergence;
    }
}
