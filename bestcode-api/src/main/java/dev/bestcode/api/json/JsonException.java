package dev.bestcode.api.json;

/// Bytes that are not one JSON document within the limits. The message says what and where.
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }

    public JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
