package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.QueueFullException;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Order, concurrency, bounds and the end.
@Timeout(60)
class PipelineFlowTest {
    @Test
    void oneThreadHandlesOneMessageAtATimeInJournalOrder() throws Exception {
        var inside = new AtomicInteger();
        var handled = new CopyOnWriteArrayList<Long>();
        var calls =
                IntStream.range(0, 20)
                        .mapToObj(i -> Scene.note("leaf", "c" + i))
                        .toArray(Outgoing[]::new);
        try (var scene = new Scene().pure("leaf", d -> Scene.noted())) {
            scene.pure(
                    "hub",
                    d -> {
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        handled.add(d.message().id().value());
                        inside.decrementAndGet();
                        if (d.message().kind() == Message.Kind.REQUEST) {
                            return Scene.send(calls);
                        }
                        return handled.size() == 21 ? Scene.noted() : Scene.acknowledge();
                    });
            var answer = scene.start().submit("p", "hub", "Note", Scene.NOTE_1).await();

            assertThat(answer).isInstanceOf(Answer.Replied.class);
            assertThat(handled).hasSize(21).isSorted();
        }
    }

    @Test
    void threadsRunSideBySide() throws Exception {
        var together = new CyclicBarrier(3);
        try (var scene = new Scene()) {
            scene.tool(
                    "tool",
                    call -> {
                        try {
                            together.await();
                        } catch (BrokenBarrierException e) {
                            throw new IllegalStateException(e);
                        }
                        return ToolOutcome.succeeded("");
                    });
            var pipeline = scene.start();
            var tickets =
                    IntStream.range(0, 3)
                            .mapToObj(
                                    i -> pipeline.submit("p", "tool", "ToolRequest", Scene.NOTE_1))
                            .toList();
            for (var ticket : tickets) {
                assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);
            }
        }
    }

    @Test
    void placesForHandlersAreBoundedAndNotHeldWhileAnAnswerIsAwaited() throws Exception {
        var options = PipelineOptions.defaults().withHandlersInFlightMax(1);
        var inside = new AtomicInteger();
        try (var scene = new Scene().options(options)) {
            scene.noter(
                            "leaf",
                            d -> {
                                assertThat(inside.incrementAndGet()).isEqualTo(1);
                                inside.decrementAndGet();
                                return Scene.noted();
                            })
                    .pure(
                            "hub",
                            d ->
                                    d.message().kind() == Message.Kind.REQUEST
                                            ? Scene.send(Scene.note("leaf", "c"))
                                            : Scene.noted());
            var pipeline = scene.start();
            var tickets =
                    IntStream.range(0, 10)
                            .mapToObj(i -> pipeline.submit("p", "hub", "Note", Scene.NOTE_1))
                            .toList();
            for (var ticket : tickets) {
                assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);
            }
        }
    }

    @Test
    void placeForAHandlerIsNotHeldWhileARetryIsWaitedFor() throws Exception {
        var later = new Outcome.RetryAfter(Duration.ofMinutes(10), "overloaded");
        var attempted = new CountDownLatch(1);
        try (var scene =
                new Scene()
                        .options(PipelineOptions.defaults().withHandlersInFlightMax(1))
                        .noter(
                                "retrier",
                                d -> {
                                    attempted.countDown();
                                    return new HandlerResponse(List.of(), List.of(), later);
                                })
                        .noter("other", d -> Scene.noted())) {
            var pipeline = scene.start();
            var waiting = pipeline.submit("p", "retrier", "Note", Scene.NOTE_1);
            attempted.await();

            assertThat(pipeline.submit("p", "other", "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);
            pipeline.stop(waiting);
        }
    }

    @Test
    void fullQueueTurnsSubmittersAwayAndRecordsNothing() throws Exception {
        var release = new CountDownLatch(1);
        var running = new CountDownLatch(1);
        var options = PipelineOptions.defaults().withHandlersInFlightMax(1).withQueueMax(2);
        try (var scene = new Scene().options(options)) {
            scene.noter(
                    "slow",
                    d -> {
                        running.countDown();
                        release.await();
                        return Scene.noted();
                    });
            var pipeline = scene.start();
            var first = pipeline.submit("p", "slow", "Note", Scene.NOTE_1);
            running.await();
            var second = pipeline.submit("p", "slow", "Note", Scene.NOTE_1);
            var third = pipeline.submit("p", "slow", "Note", Scene.NOTE_1);
            int before = scene.kernel.transactions().size();

            assertThatThrownBy(() -> pipeline.submit("p", "slow", "Note", Scene.NOTE_1))
                    .isInstanceOf(QueueFullException.class);

            assertThat(scene.kernel.transactions()).hasSize(before);
            release.countDown();
            for (var ticket : List.of(first, second, third)) {
                assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);
            }
        }
    }

    @Test
    void closeDrainsWhatIsUnderWayAndTakesNothingNew() throws Exception {
        var release = new CountDownLatch(1);
        var running = new CountDownLatch(1);
        var scene = new Scene();
        scene.noter(
                "slow",
                d -> {
                    running.countDown();
                    release.await();
                    return Scene.noted();
                });
        var pipeline = scene.start();
        var ticket = pipeline.submit("p", "slow", "Note", Scene.NOTE_1);
        running.await();
        var closer = Thread.ofVirtual().start(pipeline::close);
        release.countDown();
        closer.join();

        assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);
        assertThatThrownBy(() -> pipeline.submit("p", "slow", "Note", Scene.NOTE_1))
                .hasMessageContaining("closed");
        pipeline.close();
    }

    @Test
    void closeStopsWhatDoesNotDrain() throws Exception {
        var running = new CountDownLatch(1);
        var scene = new Scene();
        scene.builder.options(PipelineOptions.defaults().withDrainTime(Duration.ofMillis(20)));
        scene.noter(
                "hanging",
                d -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return Scene.noted();
                });
        var pipeline = scene.start();
        var ticket = pipeline.submit("p", "hanging", "Note", Scene.NOTE_1);
        running.await();
        pipeline.close();

        assertThat(ticket.await()).isEqualTo(new Answer.Failed(StopSignal.stopped().failure()));
    }
}
