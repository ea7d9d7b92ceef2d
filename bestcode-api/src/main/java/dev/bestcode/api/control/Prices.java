package dev.bestcode.api.control;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Allowance;

import java.util.OptionalLong;
import java.util.stream.Stream;

/// What models cost, as far as budgets need it.
public interface Prices {
    /// Nothing is known.
    Prices UNKNOWN = (_, _) -> OptionalLong.empty();

    /// In millionths of a US dollar, rounded up; empty when the model's price is not known.
    OptionalLong microUsd(String model, Usage usage);

    default boolean knows(String model) {
        return microUsd(model, Usage.ZERO).isPresent();
    }

    /// The most that a request can cost, whatever a provider's cache does; what a budget sets aside
    /// before it is sent. No money where no price is known.
    /// @param promptTokens not fewer than the provider will count
    /// @param answerTokens the bound of the answer
    default Allowance ceiling(String model, long promptTokens, long answerTokens) {
        long microUsd =
                Stream.of(
                                new Usage(promptTokens, answerTokens, 0, 0),
                                new Usage(0, answerTokens, promptTokens, 0),
                                new Usage(0, answerTokens, 0, promptTokens))
                        .flatMapToLong(usage -> microUsd(model, usage).stream())
                        .max()
                        .orElse(0);
        return new Allowance(promptTokens + answerTokens, microUsd);
    }
}
