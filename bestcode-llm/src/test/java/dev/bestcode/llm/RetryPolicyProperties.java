package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

class RetryPolicyProperties {
    @Property
    void waitsGrowInNumberAndSumOnlyToTheirBounds(
            @ForAll @IntRange(max = RetryPolicy.RETRIES_MAX) int retriesMax,
            @ForAll @IntRange(min = 1, max = 60_000) int firstMillis,
            @ForAll @IntRange(max = 60_000) int waitMaxMillis,
            @ForAll long seed) {
        var policy =
                new RetryPolicy(
                        retriesMax,
                        Duration.ofMillis(firstMillis),
                        Duration.ofMillis(waitMaxMillis),
                        Duration.ofMinutes(2));
        var chance = new Random(seed);
        var sum = Duration.ZERO;
        int attempt = 1;
        var wait = policy.waitAfter(attempt, Optional.empty(), chance);
        while (wait.isPresent()) {
            sum = sum.plus(wait.get());
            wait = policy.waitAfter(++attempt, Optional.empty(), chance);
        }
        assertThat(attempt - 1).isLessThanOrEqualTo(retriesMax);
        assertThat(sum).isLessThanOrEqualTo(Duration.ofMillis(waitMaxMillis));
    }

    @Property
    void theProvidersWaitIsNeverCutShort(
            @ForAll @IntRange(max = 300) int askedSeconds,
            @ForAll @IntRange(min = 1, max = 5) int attempt) {
        var asked = Duration.ofSeconds(askedSeconds);
        var wait = RetryPolicy.DEFAULT.waitAfter(attempt, Optional.of(asked), new Random(1));
        assertThat(wait.isPresent()).isEqualTo(askedSeconds <= 120);
        wait.ifPresent(time -> assertThat(time).isGreaterThanOrEqualTo(asked));
    }

    @Example
    void chanceTakesAtMostHalfAway() {
        var none =
                new Random(0) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public double nextDouble() {
                        return 0;
                    }
                };
        for (int attempt = 1; attempt <= 5; attempt++) {
            var seconds = new long[] {1, 2, 4, 8, 10}[attempt - 1];
            assertThat(RetryPolicy.DEFAULT.waitAfter(attempt, Optional.empty(), none))
                    .contains(Duration.ofSeconds(seconds));
            assertThat(
                            RetryPolicy.DEFAULT
                                    .waitAfter(attempt, Optional.empty(), new Random(attempt))
                                    .orElseThrow())
                    .isBetween(Duration.ofMillis(seconds * 500), Duration.ofSeconds(seconds));
        }
        assertThat(RetryPolicy.DEFAULT.waitAfter(6, Optional.empty(), none)).isEmpty();
    }

    @Example
    void moreRetriesThanUsualWaitLongerSoThatAServerCanLoadItsModel() {
        assertThat(RetryPolicy.ofRetries(5)).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(RetryPolicy.ofRetries(2).waitMax()).isEqualTo(RetryPolicy.DEFAULT.waitMax());
        assertThat(RetryPolicy.ofRetries(6).waitMax()).isEqualTo(Duration.ofSeconds(63));
        assertThat(RetryPolicy.ofRetries(9).waitMax()).isEqualTo(Duration.ofSeconds(511));
        for (int retries : new int[] {-1, 10, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> RetryPolicy.ofRetries(retries))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed: retries 0 to 9");
        }
    }

    @Example
    void limitsThatMakeNoSenseAreRefused() {
        var eleven = Duration.ofMinutes(11);
        assertThatThrownBy(() -> new RetryPolicy(1, eleven, eleven, Duration.ZERO))
                .hasMessageContaining("waits from 0 to PT10M");
        assertThatThrownBy(() -> new RetryPolicy(1, eleven, Duration.ZERO, eleven))
                .hasMessageContaining("waits from 0 to PT10M");
        assertThatThrownBy(
                        () ->
                                new RetryPolicy(
                                        -1, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("retries -1");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("first wait");
    }
}
