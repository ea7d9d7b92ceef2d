package dev.bestcode.api.message;

import java.util.ArrayList;
import java.util.Locale;

/// What a request may cost, or what has been spent: tokens read and written, and millionths of a US
/// dollar, both from 0.
public record Allowance(long tokens, long microUsd) {
    public static final Allowance ZERO = new Allowance(0, 0);

    /// More than anybody spends; what is not limited is limited by this.
    public static final Allowance MAX = new Allowance(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

    public Allowance {
        if (tokens < 0 || microUsd < 0) {
            throw new IllegalArgumentException(
                    "an allowance of %d tokens and %d µUSD; allowed from 0"
                            .formatted(tokens, microUsd));
        }
    }

    public Allowance plus(Allowance other) {
        return new Allowance(
                Math.addExact(tokens, other.tokens), Math.addExact(microUsd, other.microUsd));
    }

    /// What is left of it, not below nothing.
    public Allowance minus(Allowance other) {
        return new Allowance(
                Math.max(0, tokens - other.tokens), Math.max(0, microUsd - other.microUsd));
    }

    /// The smaller of each amount.
    public Allowance min(Allowance other) {
        return new Allowance(Math.min(tokens, other.tokens), Math.min(microUsd, other.microUsd));
    }

    /// Whether it has room for both amounts of another.
    public boolean covers(Allowance other) {
        return other.tokens <= tokens && other.microUsd <= microUsd;
    }

    /// For people; what is not limited is not said.
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        if (tokens < MAX.tokens / 2) {
            parts.add("%,d tokens".formatted(tokens));
        }
        if (microUsd < MAX.microUsd / 2) {
            parts.add(String.format(Locale.ROOT, "%.4f USD", microUsd / 1e6));
        }
        return parts.isEmpty() ? "unlimited" : String.join(", ", parts);
    }
}
