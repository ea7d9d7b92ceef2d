package dev.bestcode.api.llm;

import dev.bestcode.api.kernel.Usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/// What a provider asks for the tokens of one model.
/// @param rates what holds unless the prompt is long
/// @param longPrompt what holds for every token of a request with a long prompt, where that differs
/// @param source where it was read
/// @param date when it was read
public record ModelPrice(
        Rates rates, Optional<LongPrompt> longPrompt, String source, LocalDate date) {
    /// Amounts are kept to a millionth of a dollar.
    public static final int USD_SCALE = 6;

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /// US dollars for a million tokens, each from 0.
    /// @param input read anew
    /// @param output written, thinking included
    /// @param cacheWrite written to the provider's cache
    /// @param cacheRead read from it
    public record Rates(
            BigDecimal input, BigDecimal output, BigDecimal cacheWrite, BigDecimal cacheRead) {
        public Rates {
            require("input", input);
            require("output", output);
            require("cache write", cacheWrite);
            require("cache read", cacheRead);
        }

        private static void require(String name, BigDecimal usd) {
            if (usd.signum() < 0) {
                throw new IllegalArgumentException(name + " costs " + usd + "; allowed from 0");
            }
        }

        private BigDecimal cost(Usage usage) {
            return input.multiply(BigDecimal.valueOf(usage.input()))
                    .add(output.multiply(BigDecimal.valueOf(usage.output())))
                    .add(cacheWrite.multiply(BigDecimal.valueOf(usage.cacheWrite())))
                    .add(cacheRead.multiply(BigDecimal.valueOf(usage.cacheRead())))
                    .divide(MILLION, USD_SCALE, RoundingMode.UP);
        }
    }

    /// @param above tokens of a prompt, cached ones included, from which on these rates hold
    public record LongPrompt(long above, Rates rates) {}

    /// What one request cost, in US dollars, rounded up.
    public BigDecimal cost(Usage usage) {
        long prompt = usage.input() + usage.cacheRead() + usage.cacheWrite();
        return longPrompt
                .filter(tier -> prompt > tier.above())
                .map(LongPrompt::rates)
                .orElse(rates)
                .cost(usage);
    }
}
