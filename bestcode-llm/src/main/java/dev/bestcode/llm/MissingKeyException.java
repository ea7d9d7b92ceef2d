package dev.bestcode.llm;

/// No key is set for the provider.
public final class MissingKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingKeyException(String variable) {
        super(
                """
                No API key: set %s to a key of your provider's console.
                'bestcode demo' needs none.\
                """
                        .formatted(variable));
    }
}
