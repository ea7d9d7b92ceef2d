package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// What the run has cost so far, for the status line.
/// @param model the last that answered; empty text before the first answer
/// @param usd as far as prices are known
/// @param unpriced answers whose price is not known
record Meter(String model, Usage usage, int answers, BigDecimal usd, int unpriced) {
    static final Meter NONE = new Meter("", Usage.ZERO, 0, BigDecimal.ZERO, 0);

    Meter plus(BestCodeEvent.UsageCounted counted, ModelPricing prices) {
        var more = counted.usage();
        var cost = counted.price(prices).map(price -> price.cost(more));
        return new Meter(
                counted.model(),
                usage.plus(more),
                answers + 1,
                usd.add(cost.orElse(BigDecimal.ZERO)),
                unpriced + (cost.isPresent() ? 0 : 1));
    }

    /// Empty text where no price is known; a plus where one is missing.
    String money() {
        if (answers == unpriced) {
            return "";
        }
        var known = "$" + usd.setScale(2, RoundingMode.UP).toPlainString();
        return unpriced == 0 ? known : known + "+";
    }

    /// Share of what was read that came from the provider's cache, in percent.
    int cachePercent() {
        long read = usage.input() + usage.cacheRead() + usage.cacheWrite();
        return read == 0 ? 0 : (int) (usage.cacheRead() * 100 / read);
    }

    String text() {
        return "%s · cache %d%%".formatted(brief(), cachePercent());
    }

    String brief() {
        return "in %s · out %s"
                .formatted(
                        tokens(usage.input() + usage.cacheRead() + usage.cacheWrite()),
                        tokens(usage.output()));
    }

    static String tokens(long count) {
        if (count < 1_000) {
            return Long.toString(count);
        }
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.1fk", count / 1_000.0)
                : String.format(Locale.ROOT, "%.1fM", count / 1_000_000.0);
    }
}
