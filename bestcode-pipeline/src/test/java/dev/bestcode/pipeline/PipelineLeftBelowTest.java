package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A run is stopped and has answered, and a kill comes while its command has not ended yet.
@Timeout(60)
class PipelineLeftBelowTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void resumeSaysThatNothingIsUnderWayAndTheNextTaskIsTaken() throws Exception {
        try (var killed = scene();
                var second = scene()) {
            var run = stopped(killed);
            copy(killed, second);
            over.countDown();
            var pipeline = second.start();

            assertThatThrownBy(() -> pipeline.takeUp(run))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nothing under way");
            assertThat(pipeline.followUp(run, "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);

            pipeline.close();
            expectOver(second, run);
        }
    }

    @Test
    void nextTaskIsTakenWithoutAResume() throws Exception {
        try (var killed = scene();
                var second = scene()) {
            var run = stopped(killed);
            copy(killed, second);
            over.countDown();
            var pipeline = second.start();

            assertThat(pipeline.followUp(run, "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);

            pipeline.close();
            expectOver(second, run);
            assertThat(second.kernel.entries(MessageStatus.FAILED))
                    .anyMatch(entry -> entry.reason().equals("stopped: the run was stopped"));
        }
    }

    @Test
    void runThatGoesAtItsEndGoesThen() throws Exception {
        try (var killed = scene();
                var second = scene()) {
            killed.routes.retain(new Retention.PruneOnDelivery());
            var run = stopped(killed);
            copy(killed, second);
            over.countDown();
            var pipeline = second.start();

            assertThatThrownBy(() -> pipeline.takeUp(run))
                    .hasMessageContaining("nothing under way");

            pipeline.close();
            expectOver(second, run);
            assertThat(second.kernel.runs().get(run).orElseThrow().pruned())
                    .contains(PruneReason.DELIVERED);
        }
    }

    private void expectOver(Scene scene, RunId run) {
        assertThat(scene.kernel.undelivered()).isEmpty();
        assertThat(scene.kernel.paths()).containsExactly("root", "root.caller");
        assertThat(scene.kernel.ofRun(run).orElseThrow().status())
                .isEqualTo(ThreadStatus.COMPLETED);
        assertThat(calls).hasValue(1);
    }

    private RunId stopped(Scene scene) throws InterruptedException {
        var pipeline = scene.start();
        var ticket = pipeline.submit("p", "caller", "Note", Scene.NOTE_1);
        begun.await();
        pipeline.stop(ticket);
        ticket.await();
        return ticket.run();
    }

    private Scene scene() {
        return new Scene()
                .pure("caller", this::callsOnce)
                .tool(
                        "doer",
                        Effect.OPAQUE,
                        List::of,
                        _ -> {
                            calls.incrementAndGet();
                            begun.countDown();
                            uninterruptibly(over);
                            return ToolOutcome.succeeded("did it");
                        });
    }

    private HandlerResponse callsOnce(Delivery delivery) {
        return delivery.message().kind() == Message.Kind.REQUEST && begun.getCount() > 0
                ? Scene.send(Scene.call("doer", "c1"))
                : Scene.noted();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // As a program that takes its time to end.
            }
        }
    }

    /// What a kill at this moment leaves.
    private static void copy(Scene from, Scene to) {
        to.kernel.content().put(from.routes.rights("p").canonical());
        from.kernel.transactions().forEach(each -> to.kernel.commit(each.ops(), Force.NOW));
    }
}
