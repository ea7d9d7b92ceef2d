package dev.bestcode.api.llm;

import java.util.Optional;

/// What models cost.
@FunctionalInterface
public interface ModelPricing {
    /// The price of a model; empty when it is not known, and then no budget in money can hold.
    /// @param model an id or alias, as a request names it
    Optional<ModelPrice> priceOf(String model);
}
