package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.QueueFullException;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// What a person says while a request is open.
@Timeout(60)
class PipelineFollowUpTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger deliveries = new AtomicInteger();

    @Test
    void whatIsSaidWhileTheLastAnswerIsUnderWayIsTheNextRequest() throws Exception {
        try (var scene = new Scene()) {
            scene.builder.listener("hearer", new Hearer(true));
            var pipeline = scene.start();
            var first = pipeline.submit("p", "hearer", "Note", Scene.NOTE_1);
            begun.await();

            var said = pipeline.followUp(first.run(), "Note", Scene.NOTE_1);
            assertThat(said).isSameAs(first);
            var second = pipeline.underWay(first.run());
            answer.countDown();

            assertThat(first.await()).isInstanceOf(Answer.Replied.class);
            assertThat(second).contains(first);
            pipeline.close();
            assertThat(deliveries).hasValue(2);
            assertThat(scene.kernel.state().journal().undelivered()).isEmpty();
            var run = scene.kernel.state().threads().ofRun(first.run()).orElseThrow();
            assertThat(run.status()).isEqualTo(ThreadStatus.COMPLETED);
        }
    }

    @Test
    void oneThatDoesNotListenMeanwhileIsNotSpokenTo() throws Exception {
        try (var scene = new Scene()) {
            scene.builder.listener("hearer", new Hearer(false));
            var pipeline = scene.start();
            var first = pipeline.submit("p", "hearer", "Note", Scene.NOTE_1);
            begun.await();

            assertThatThrownBy(() -> pipeline.followUp(first.run(), "Note", Scene.NOTE_1))
                    .isInstanceOf(IllegalStateException.class);
            answer.countDown();
            first.await();
        }
    }

    @Test
    void refusedOneEndsNothing() throws Exception {
        try (var scene = new Scene()) {
            scene.builder.listener("hearer", new Hearer(true));
            var pipeline = scene.start();
            var first = pipeline.submit("p", "hearer", "Note", Scene.NOTE_1);
            begun.await();

            pipeline.followUp(first.run(), "Note", Scene.NOTE_1);
            var refused = pipeline.followUp(first.run(), "Note", UntrustedBytes.of("{}"));

            assertThat(refused.refusal()).isPresent();
            assertThat(refused.await()).isInstanceOf(Answer.Failed.class);
            assertThat(pipeline.underWay(first.run())).contains(first);
            var row = scene.kernel.ofRun(first.run()).orElseThrow();
            var task = scene.kernel.entries().getFirst().message();
            assertThat(OpenRequest.of(scene.kernel, row)).contains(task);
            answer.countDown();
            assertThat(first.await()).isInstanceOf(Answer.Replied.class);
            assertThat(first.refusal()).isEmpty();
            pipeline.close();
            assertThat(scene.events).noneMatch(BestCodeEvent.RunFinished.class::isInstance);
        }
    }

    @Test
    void tooLongOneIsRefusedByItsLength() throws Exception {
        try (var scene = new Scene()) {
            scene.builder.listener("hearer", new Hearer(true));
            var pipeline = scene.start();
            var first = pipeline.submit("p", "hearer", "Note", Scene.NOTE_1);
            begun.await();

            var book = UntrustedBytes.of("{\"n\":\"" + "x".repeat(1 << 20) + "\"}");
            assertThatThrownBy(() -> pipeline.followUp(first.run(), "Note", book))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessageContaining("1,048,576 bytes")
                    .hasMessageContaining("into a file");
            answer.countDown();
            first.await();
        }
    }

    /// Answers each request by itself, the first when the test says so.
    private final class Hearer implements Handler {
        private final boolean hears;

        Hearer(boolean hears) {
            this.hears = hears;
        }

        @Override
        public PayloadType accepts() {
            return Scene.NOTE;
        }

        @Override
        public PayloadType answers() {
            return Scene.NOTE;
        }

        @Override
        public boolean hearsMeanwhile() {
            return hears;
        }

        @Override
        public HandlerResponse handle(Delivery delivery) throws InterruptedException {
            deliveries.incrementAndGet();
            begun.countDown();
            answer.await();
            return Scene.noted();
        }
    }
}
