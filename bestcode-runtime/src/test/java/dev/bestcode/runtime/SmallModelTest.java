package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.LlmException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A rung of the ladder that fills forms.
@Timeout(60)
class SmallModelTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void itsWordsAreHandedOnWithWhatTheyCost() throws Exception {
        var answer = model(SmallTalk.saying("{}"), LONG).answer("fill this");

        assertThat(answer.bytes().bytes().utf8()).isEqualTo("{}");
        assertThat(answer.usage()).isEqualTo(SmallTalk.USAGE);
    }

    @Test
    void aDeadModelAnswersNothing() throws Exception {
        var answer = model(SmallTalk.dead(), LONG).answer("fill this");

        assertThat(answer.bytes().bytes().size()).isZero();
        assertThat(answer.usage()).isEqualTo(Usage.ZERO);
    }

    @Test
    void aModelThatNeverAnswersIsGivenUp() throws Exception {
        var stuck = SmallTalk.stuckUntil(new CountDownLatch(1));

        assertThat(model(stuck, Duration.ofMillis(1)).answer("fill this").bytes().bytes().size())
                .isZero();
    }

    private static SmallModel model(SmallTalk small, Duration timeMax) {
        var client =
                small.beside(
                        (_, _) -> {
                            throw new LlmException.Permanent("the large one is not asked");
                        });
        return new SmallModel(client, SmallTalk.NAME, timeMax);
    }
}
