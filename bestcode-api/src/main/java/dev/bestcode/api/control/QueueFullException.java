package dev.bestcode.api.control;

/// The system has as many tasks waiting as it may have. Nothing was recorded; try again later.
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueueFullException(int bound) {
        super("%,d messages are waiting, which is the bound; try again later".formatted(bound));
    }
}
