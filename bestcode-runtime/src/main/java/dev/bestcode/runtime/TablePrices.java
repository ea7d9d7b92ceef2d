package dev.bestcode.runtime;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.api.llm.ModelPricing;

import java.util.OptionalLong;

/// A table of prices, as budgets ask for it.
record TablePrices(ModelPricing table) implements Prices {
    @Override
    public OptionalLong microUsd(String model, Usage usage) {
        return table.priceOf(model)
                .map(price -> OptionalLong.of(microUsd(price, usage)))
                .orElse(OptionalLong.empty());
    }

    private static long microUsd(ModelPrice price, Usage usage) {
        return price.cost(usage).movePointRight(ModelPrice.USD_SCALE).longValueExact();
    }
}
