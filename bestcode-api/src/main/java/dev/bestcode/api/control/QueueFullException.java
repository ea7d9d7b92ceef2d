package dev.bestcode.api.control;

/// The system has as much waiting as it may have. Nothing was recorded; the message says what to
/// do.
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueueFullException(int bound) {
        this("%,d messages are waiting, which is the bound; try again later".formatted(bound));
    }

    private QueueFullException(String message) {
        super(message);
    }

    /// What is said to a task under way has a bound of its own.
    /// @param bytesMax of all that is said to it
    public static QueueFullException said(long bytesMax) {
        return new QueueFullException(
                "what is said to a task under way would be longer than %,d bytes, which is the bound; put a long text into a file and name that, or say it when the task has ended"
                        .formatted(bytesMax));
    }
}
