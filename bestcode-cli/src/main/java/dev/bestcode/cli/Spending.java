package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/// What model answers have cost: tokens, and money as far as prices are known. Immutable.
/// @param model the last that answered
/// @param unpriced answers of models whose price is not known
record Spending(Optional<String> model, Usage usage, BigDecimal usd, int answers, int unpriced) {
    static final Spending NONE = new Spending(Optional.empty(), Usage.ZERO, BigDecimal.ZERO, 0, 0);

    Spending plus(BestCodeEvent.UsageCounted counted, ModelPricing prices) {
        var cost = counted.price(prices).map(price -> price.cost(counted.usage()));
        return new Spending(
                Optional.of(counted.model()),
                usage.plus(counted.usage()),
                usd.add(cost.orElse(BigDecimal.ZERO)),
                answers + 1,
                unpriced + (cost.isPresent() ? 0 : 1));
    }

    /// In a few words, such as `1,204 tokens in, 88 out, $0.0123`.
    String text() {
        long read = usage.input() + usage.cacheRead() + usage.cacheWrite();
        var tokens = String.format(Locale.ROOT, "%,d tokens in, %,d out", read, usage.output());
        return answers == unpriced ? tokens : tokens + ", $" + rounded();
    }

    private String rounded() {
        var known = usd.setScale(4, RoundingMode.UP).toPlainString();
        return unpriced == 0 ? known : known + " and what has no known price";
    }
}
