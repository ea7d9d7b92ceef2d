package dev.bestcode.api.control;

import dev.bestcode.api.message.Failure;

import java.util.Locale;

/// How a task ended.
public enum RunStatus {
    DONE,
    FAILED,
    /// A limit was reached.
    LIMIT_REACHED,
    /// What it may spend of tokens, money or time was used up.
    OUT_OF_BUDGET,
    /// A route or a permission was missing to begin with.
    REFUSED,
    /// The model provider could not be reached, or refused.
    PROVIDER_FAILED,
    /// Somebody stopped it; it can go on.
    STOPPED;

    /// How a task ends whose request came to this failure.
    public static RunStatus of(Failure.Kind kind) {
        return switch (kind) {
            case NO_ROUTE, DENIED -> REFUSED;
            case PROVIDER_FAILED -> PROVIDER_FAILED;
            case STOPPED -> STOPPED;
            case OUT_OF_BUDGET -> OUT_OF_BUDGET;
            case INVALID_PAYLOAD, HANDLER_FAILED, TIMED_OUT, OUTCOME_UNKNOWN -> FAILED;
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static RunStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
