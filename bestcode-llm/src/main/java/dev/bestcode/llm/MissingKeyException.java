package dev.bestcode.llm;

/// No key is set for any provider.
public final class MissingKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingKeyException() {
        super(
                """
                No API key: set ANTHROPIC_API_KEY or OPENAI_API_KEY, or keep one with 'bestcode config key anthropic'.
                'bestcode run --model ollama/NAME' asks a model of your own machine; 'bestcode demo' needs none.\
                """);
    }
}
