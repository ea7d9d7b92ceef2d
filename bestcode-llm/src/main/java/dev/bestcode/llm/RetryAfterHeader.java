package dev.bestcode.llm;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads `retry-after`: seconds, decimals too, or a date. OpenAI's servers also say
/// `retry-after-ms`, which is more exact.
/// @see "RFC 9110, section 10.2.3"
final class RetryAfterHeader {
    private RetryAfterHeader() {}

    static Optional<Duration> in(HttpHeaders headers, InstantSource clock) {
        return headers.firstValue("retry-after-ms")
                .flatMap(value -> number(value.strip(), Duration.ofMillis(1)))
                .or(() -> headers.firstValue("retry-after").flatMap(value -> parse(value, clock)));
    }

    /// Empty when it says neither; a date that has passed is zero.
    static Optional<Duration> parse(String value, InstantSource clock) {
        var text = value.strip();
        return number(text, Duration.ofSeconds(1)).or(() -> date(text, clock));
    }

    private static Optional<Duration> number(String text, Duration unit) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        var nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(unit.toNanos()));
        return Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    private static Optional<Duration> date(String text, InstantSource clock) {
        try {
            Instant at =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(clock.instant(), at);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
