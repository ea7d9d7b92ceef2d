package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

import org.junit.jupiter.api.AfterEach;
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
    private final Scene killed = scene();
    private final Scene second = scene();

    @AfterEach
    void close() {
        second.close();
        killed.close();
    }

    @Test
    void resumeSaysThatNothingIsUnderWayAndTheNextTaskIsTaken() throws Exception {
        var run = stoppedAndKilled();
        var pipeline = second.start();

        assertThatThrownBy(() -> pipeline.takeUp(run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing under way");
        assertThat(pipeline.followUp(run, "Note", Scene.NOTE_1).await())
                .isInstanceOf(Answer.Replied.class);

        pipeline.close();
        expectOver(run);
    }

    @Test
    void nextTaskIsTakenWithoutAResume() throws Exception {
        var run = stoppedAndKilled();
        var pipeline = second.start();

        assertThat(pipeline.followUp(run, "Note", Scene.NOTE_1).await())
                .isInstanceOf(Answer.Replied.class);

        pipeline.close();
        expectOver(run);
        assertThat(second.kernel.entries(MessageStatus.FAILED))
                .anyMatch(entry -> entry.reason().equals("stopped: the run was stopped"));
    }

    @Test
    void runThatGoesAtItsEndGoesThen() throws Exception {
        killed.routes.retain(new Retention.PruneOnDelivery());
        var run = stoppedAndKilled();
        var pipeline = second.start();

        assertThatThrownBy(() -> pipeline.takeUp(run)).hasMessageContaining("nothing under way");

        pipeline.close();
        expectOver(run);
        assertThat(second.kernel.runs().get(run).orElseThrow().pruned())
                .contains(PruneReason.DELIVERED);
    }

    private void expectOver(RunId run) {
        assertThat(second.kernel.undelivered()).isEmpty();
        assertThat(second.kernel.paths()).containsExactly("root", "root.caller");
        assertThat(second.kernel.ofRun(run).orElseThrow().status())
                .isEqualTo(ThreadStatus.COMPLETED);
        assertThat(calls).hasValue(1);
    }

    /// Stop a run, and kill its process before its command has ended.
    private RunId stoppedAndKilled() throws InterruptedException {
        var pipeline = killed.start();
        var ticket = pipeline.submit("p", "caller", "Note", Scene.NOTE_1);
        begun.await();
        pipeline.stop(ticket);
        ticket.await();
        second.inherit(killed);
        over.countDown();
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
                            Scene.uninterruptibly(over);
                            return ToolOutcome.succeeded("did it");
                        });
    }

    private HandlerResponse callsOnce(Delivery delivery) {
        return delivery.message().kind() == Message.Kind.REQUEST && begun.getCount() > 0
                ? Scene.send(Scene.call("doer", "c1"))
                : Scene.noted();
    }
}
