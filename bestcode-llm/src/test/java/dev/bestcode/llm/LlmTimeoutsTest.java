package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LlmTimeoutsTest {
    @Test
    void eachChangeTouchesItsOwnLimitAlone() {
        var changed =
                LlmTimeouts.DEFAULT
                        .withConnect(Duration.ofSeconds(1))
                        .withFirstByte(Duration.ofSeconds(2))
                        .withIdle(Duration.ofSeconds(3))
                        .withTotal(LlmTimeouts.MAX);
        assertThat(changed)
                .isEqualTo(
                        new LlmTimeouts(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofDays(1)));
    }

    @Test
    void whatIsNoTimeOrMoreThanADayIsRefused() {
        for (var wrong : new Duration[] {Duration.ZERO, LlmTimeouts.MAX.plusNanos(1)}) {
            assertThatThrownBy(() -> LlmTimeouts.DEFAULT.withIdle(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("idle timeout is " + wrong)
                    .hasMessageContaining("up to PT24H");
        }
    }
}
