package dev.bestcode.api.embedding;

/// No vectors could be had.
public final class EmbeddingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What there is to do about it.
    public enum Kind {
        /// Nothing by asking again: a text or a batch that is too large, a wrong key or address.
        REFUSED,
        /// Ask again later: nobody answered, or the provider is busy.
        UNAVAILABLE,
        /// The answer is not what was asked for.
        MALFORMED
    }

    private final Kind kind;

    public EmbeddingException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public EmbeddingException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
