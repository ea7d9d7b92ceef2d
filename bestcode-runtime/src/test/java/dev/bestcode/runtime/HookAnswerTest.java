package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.Sandbox.Exit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// What is a yes, a no and neither.
class HookAnswerTest {
    private static HookAnswer ended(int code, String printed, String errors) {
        return HookAnswer.of(new Exit.Exited(code), printed, errors);
    }

    @Test
    void endingWithNothingOrWithWordsPasses() {
        assertThat(ended(0, "", "noise")).isEqualTo(new HookAnswer.Passed(""));
        assertThat(ended(0, " {} \n", "")).isEqualTo(new HookAnswer.Passed(""));
        assertThat(ended(0, "{\"context\":\" look \"}", ""))
                .isEqualTo(new HookAnswer.Passed("look"));
    }

    @Test
    void twoIsANoWithItsErrorsAsTheReason() {
        assertThat(ended(2, "{\"context\":\"x\"}", " not here \n"))
                .isEqualTo(new HookAnswer.Denied("not here"));
        assertThat(ended(2, "", "")).isEqualTo(new HookAnswer.Denied("it said no, and not why"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "[]",
                "{\"context\":1}",
                "{\"decision\":\"block\"}",
                "{\"context\":\"x\",\"continue\":false}",
                "{\"context\":\"x\"",
                "{} {}"
            })
    void whatMayHaveMeantANoIsAFailure(String printed) {
        assertThat(ended(0, printed, "")).isInstanceOf(HookAnswer.Failed.class);
    }

    @Test
    void everyOtherEndIsAFailureThatIsNamed() {
        assertThat(ended(1, "", "boom")).isEqualTo(new HookAnswer.Failed("it ended with 1: boom"));
        assertThat(HookAnswer.of(new Exit.Signalled(9), "", ""))
                .isEqualTo(new HookAnswer.Failed("it was ended by signal 9"));
        assertThat(HookAnswer.of(new Exit.TimedOut(Duration.ofSeconds(3)), "{}", ""))
                .isEqualTo(new HookAnswer.Failed("it took longer than 3 s"));
    }

    @Test
    void wordsAreCutAtWholeCharacters() {
        var words = "😀".repeat(HookAnswer.WORDS_MAX + 1);
        assertThat(ended(0, "{\"context\":\"" + words + "\"}", ""))
                .isEqualTo(new HookAnswer.Passed("😀".repeat(HookAnswer.WORDS_MAX) + "…"));
    }
}
