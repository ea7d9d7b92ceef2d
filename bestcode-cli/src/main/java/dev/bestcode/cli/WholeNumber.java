package dev.bestcode.cli;

import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.RetryPolicy;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.Optional;

/// The whole numbers that a setting or its option takes.
record WholeNumber(int min, int max) {
    static final WholeNumber UP_TO_NINE_DIGITS = new WholeNumber(0, 999_999_999);
    static final WholeNumber RETRIES = new WholeNumber(0, RetryPolicy.RETRIES_MAX);
    static final WholeNumber SECONDS = new WholeNumber(1, (int) LlmTimeouts.MAX.toSeconds());

    /// What is wanted where a value is none of them.
    Optional<String> problem(String value) {
        boolean fits =
                value.matches("[0-9]{1,9}")
                        && Integer.parseInt(value) >= min
                        && Integer.parseInt(value) <= max;
        return fits
                ? Optional.empty()
                : Optional.of("a whole number from %d to %d is wanted".formatted(min, max));
    }

    /// The value of an option.
    private int of(String value) {
        problem(value)
                .ifPresent(
                        wanted -> {
                            throw new TypeConversionException("'%s'; %s".formatted(value, wanted));
                        });
        return Integer.parseInt(value);
    }

    /// Of options that are a time.
    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Duration.ofSeconds(SECONDS.of(value));
        }
    }

    /// Of the option that says how often a model is asked again.
    static final class Retries implements ITypeConverter<RetryPolicy> {
        @Override
        public RetryPolicy convert(String value) {
            return RetryPolicy.ofRetries(RETRIES.of(value));
        }
    }
}
