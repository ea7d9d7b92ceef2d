package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Progress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

/// A model's answer breaks off before anything of it was shown.
@Timeout(60)
class PipelineAnswerStartedTest {
    private static final Allowance MOST = new Allowance(20, 0);

    @Test
    void anAnswerThatHadStartedIsChargedAndNobodyIsShownAnything() throws Exception {
        try (var scene = new Scene().pure("caller", delivery -> asked(delivery.message()))) {
            scene.builder.listener(
                    "llm",
                    new Scene.Scripted(
                            Scene.NOTE,
                            LlmReply.TYPE,
                            false,
                            PipelineAnswerStartedTest::breaksOnce));
            scene.start().submit("p", "caller", "Note", Scene.NOTE_1).await();

            var state = scene.kernel.state();
            var account = Account.of(state, state.runs().all().getFirst().thread());
            assertThat(account.spent()).isEqualTo(new Allowance(20 + 15, 0));
            assertThat(account.estimated()).isEqualTo(MOST);
            assertThat(scene.events)
                    .filteredOn(BestCodeEvent.Provisional.class::isInstance)
                    .extracting(event -> ((BestCodeEvent.Provisional) event).progress())
                    .containsExactly(new Progress.Retrying(1, Duration.ZERO, "it broke"));
        }
    }

    private static HandlerResponse asked(Message message) {
        return message.kind() == Message.Kind.REQUEST
                ? Scene.send(new Outgoing.Send("llm", Scene.NOTE.tag(), Scene.NOTE_1, "call", MOST))
                : Scene.noted();
    }

    private static HandlerResponse breaksOnce(Delivery delivery) {
        if (delivery.attempt() > 1) {
            return Scene.llmSays();
        }
        delivery.answerStarted();
        var again = new Outcome.RetryAfter(Duration.ZERO, "it broke");
        return new HandlerResponse(List.of(), List.of(), again);
    }
}
