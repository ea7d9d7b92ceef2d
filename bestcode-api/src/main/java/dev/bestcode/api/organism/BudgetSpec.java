package dev.bestcode.api.organism;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What may be spent. Zero allows nothing; what is absent is bounded by the system's default, never
/// unlimited. Where several apply, each amount is the smallest of theirs.
/// @param usd 0 to [#USD_MAX], to a millionth; 2.5 and 2.50 are equal
/// @param minutes 0 to [#MINUTES_MAX], without the time that approvals wait
/// @param tokens 0 to [#TOKENS_MAX], read and written
public record BudgetSpec(Optional<BigDecimal> usd, OptionalInt minutes, OptionalLong tokens) {
    /// Says nothing, so the defaults hold.
    public static final BudgetSpec UNSTATED =
            new BudgetSpec(Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

    /// More than that is a slip of the finger.
    public static final int USD_MAX = 1_000_000;

    /// A year.
    public static final int MINUTES_MAX = 525_600;

    /// More than any provider serves in a year.
    public static final long TOKENS_MAX = 1_000_000_000_000L;

    /// Prices are given per million tokens.
    public static final int USD_SCALE_MAX = 6;

    public BudgetSpec {
        usd = usd.map(BudgetSpec::checkedUsd);
        if (minutes.isPresent() && !isWithin(minutes.getAsInt(), MINUTES_MAX)) {
            throw new IllegalArgumentException(
                    "minutes is %d; allowed from 0 to %d"
                            .formatted(minutes.getAsInt(), MINUTES_MAX));
        }
        if (tokens.isPresent() && !isWithin(tokens.getAsLong(), TOKENS_MAX)) {
            throw new IllegalArgumentException(
                    "tokens is %d; allowed from 0 to %d".formatted(tokens.getAsLong(), TOKENS_MAX));
        }
    }

    public static BudgetSpec ofUsd(String usd) {
        return UNSTATED.withUsd(new BigDecimal(usd));
    }

    public BudgetSpec withUsd(BigDecimal amount) {
        return new BudgetSpec(Optional.of(amount), minutes, tokens);
    }

    public BudgetSpec withMinutes(int count) {
        return new BudgetSpec(usd, OptionalInt.of(count), tokens);
    }

    public BudgetSpec withTokens(long count) {
        return new BudgetSpec(usd, minutes, OptionalLong.of(count));
    }

    private static boolean isWithin(long value, long max) {
        return value >= 0 && value <= max;
    }

    private static BigDecimal checkedUsd(BigDecimal usd) {
        boolean within =
                usd.signum() >= 0
                        && usd.compareTo(BigDecimal.valueOf(USD_MAX)) <= 0
                        && usd.stripTrailingZeros().scale() <= USD_SCALE_MAX;
        if (!within) {
            throw new IllegalArgumentException(
                    "usd is %s; allowed from 0 to %d, up to %d places"
                            .formatted(usd, USD_MAX, USD_SCALE_MAX));
        }
        return usd.setScale(USD_SCALE_MAX, RoundingMode.UNNECESSARY);
    }
}
