package dev.bestcode.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When to ask again after a transient failure.
///
/// Waits double from `firstWait` on and never pass `waitMax` in sum, which follows from the number
/// of the attempt alone, so it holds across a restart. Chance takes up to half of each away, so
/// that many who failed together do not come back together.
/// @param retriesMax attempts after the first; 0 for none, at most [#RETRIES_MAX]
/// @param firstWait before the second attempt
/// @param waitMax all waits together, but for what a provider asks for; at most [#WAIT_MAX]
/// @param retryAfterMax the longest wait that a provider may ask for; at most [#WAIT_MAX]
public record RetryPolicy(
        int retriesMax, Duration firstWait, Duration waitMax, Duration retryAfterMax) {
    /// With the first one, as many deliveries of a message as the pipeline makes.
    public static final int RETRIES_MAX = 9;

    /// Within the longest that the pipeline lets a handler wait for its next attempt.
    public static final Duration WAIT_MAX = Duration.ofMinutes(10);

    /// A provider that is down is given up within 30 seconds.
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    5, Duration.ofSeconds(1), Duration.ofSeconds(25), Duration.ofSeconds(120));

    /// Doubling 2^20 times passes every wait that makes sense, and does not overflow.
    private static final int DOUBLINGS_MAX = 20;

    public RetryPolicy {
        if (retriesMax < 0
                || retriesMax > RETRIES_MAX
                || !firstWait.isPositive()
                || isOutside(waitMax)
                || isOutside(retryAfterMax)) {
            throw new IllegalArgumentException(
                    "retries %d, first wait %s, waits %s in all, retry-after %s; allowed: retries 0 to %d, a first wait of more than zero, waits from 0 to %s"
                            .formatted(
                                    retriesMax,
                                    firstWait,
                                    waitMax,
                                    retryAfterMax,
                                    RETRIES_MAX,
                                    WAIT_MAX));
        }
    }

    private static boolean isOutside(Duration wait) {
        return wait.isNegative() || wait.compareTo(WAIT_MAX) > 0;
    }

    /// The default with another number of attempts after the first. Where there are more, their
    /// waits go on doubling, so that a server has the time to load a model: 9 wait 511 s.
    public static RetryPolicy ofRetries(int retriesMax) {
        var longer =
                DEFAULT.firstWait.multipliedBy((1L << Math.clamp(retriesMax, 0, RETRIES_MAX)) - 1);
        return new RetryPolicy(
                retriesMax,
                DEFAULT.firstWait,
                retriesMax > DEFAULT.retriesMax ? longer : DEFAULT.waitMax,
                DEFAULT.retryAfterMax);
    }

    /// How long to wait before the next attempt; empty when there is to be none.
    /// @param attempt the one that failed, from 1
    /// @param retryAfter what the provider asked for
    Optional<Duration> waitAfter(
            int attempt, Optional<Duration> retryAfter, RandomGenerator chance) {
        var wait = nominalWait(attempt);
        if (attempt > retriesMax || wait.isZero()) {
            return Optional.empty();
        }
        var jittered = Duration.ofNanos((long) (wait.toNanos() * (1 - chance.nextDouble() / 2)));
        var asked = retryAfter.orElse(Duration.ZERO);
        if (asked.compareTo(retryAfterMax) > 0) {
            return Optional.empty();
        }
        return Optional.of(asked.compareTo(jittered) > 0 ? asked : jittered);
    }

    private Duration nominalWait(int attempt) {
        return waitedUpTo(attempt).minus(waitedUpTo(attempt - 1));
    }

    /// The sum of the first `attempts` waits without chance: a geometric series, up to `waitMax`.
    private Duration waitedUpTo(int attempts) {
        long doublings = (1L << Math.min(attempts, DOUBLINGS_MAX)) - 1;
        var sum = firstWait.multipliedBy(doublings);
        return sum.compareTo(waitMax) < 0 ? sum : waitMax;
    }
}
