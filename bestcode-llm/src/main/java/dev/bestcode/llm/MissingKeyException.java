package dev.bestcode.llm;

/// No key is set for any provider.
public final class MissingKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingKeyException() {
        super(
                """
                No API key: set ANTHROPIC_API_KEY or OPENAI_API_KEY, or name a model of your own machine with --model ollama/NAME.
                'bestcode demo' needs none.\
                """);
    }
}
