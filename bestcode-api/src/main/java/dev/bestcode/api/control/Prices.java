package dev.bestcode.api.control;

import dev.bestcode.api.kernel.Usage;

import java.util.OptionalLong;

/// What models cost, as far as budgets need it.
public interface Prices {
    /// Nothing is known.
    Prices UNKNOWN = (_, _) -> OptionalLong.empty();

    /// In millionths of a US dollar, rounded up; empty when the model's price is not known.
    OptionalLong microUsd(String model, Usage usage);

    default boolean knows(String model) {
        return microUsd(model, Usage.ZERO).isPresent();
    }

    /// The most that a request can cost, whatever a provider's cache does; 0 where no price is
    /// known.
    default long ceiling(String model, long promptTokens, long answerTokens) {
        var read = microUsd(model, new Usage(promptTokens, answerTokens, 0, 0));
        var written = microUsd(model, new Usage(0, answerTokens, 0, promptTokens));
        return Math.max(read.orElse(0), written.orElse(0));
    }
}
