package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a handler may answer with, and that all of it is one transaction.
@Timeout(60)
class PipelineResponseTest {
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @Test
    void replyBroadcastSpawnAndStateAreOneTransactionWithTheDelivery() throws Exception {
        try (var scene = new Scene()) {
            scene.pure(
                    "all",
                    d ->
                            HandlerResponse.done(
                                    List.of(
                                            new Outgoing.Reply("Note", Scene.NOTE_1),
                                            new Outgoing.Broadcast(
                                                    List.of("one", "two"), "Note", Scene.NOTE_1),
                                            new Outgoing.Spawn("three", "Note", Scene.NOTE_1)),
                                    List.of(
                                            new KernelOp.HandlerStateSet(
                                                    d.message().thread(),
                                                    "all",
                                                    Bytes.ofUtf8("kept")))));
            for (var name : List.of("one", "two", "three")) {
                scene.noter(name, this::note);
            }
            var pipeline = scene.start();
            var answer = pipeline.submit("p", "all", "Note", Scene.NOTE_1).await();
            pipeline.close();

            assertThat(answer).isInstanceOf(Answer.Replied.class);
            assertThat(delivered).containsExactlyInAnyOrder("one", "two", "three");
            var response = scene.kernel.transactions().get(2).ops(); // after root and request
            assertThat(response.stream().map(op -> op.getClass().getSimpleName()))
                    .containsExactly(
                            "MessageDelivered",
                            "HandlerStateSet",
                            "ThreadPushed",
                            "MessageDispatched",
                            "ThreadPushed",
                            "MessageDispatched",
                            "ThreadPushed",
                            "MessageDispatched",
                            "MessageDispatched",
                            "MessageDelivered",
                            "ThreadStatusSet");
            assertThat(scene.kernel.undelivered()).isEmpty();
            assertThat(scene.kernel.paths()).containsExactly("root", "root.all");
        }
    }

    @Test
    void answersToBroadcastAndSpawnAreGivenToNobodyAndHoldNobodyUp() throws Exception {
        try (var scene = new Scene()) {
            scene.pure(
                    "teller",
                    d -> {
                        delivered.add(d.message().sender());
                        return Scene.send(
                                new Outgoing.Broadcast(List.of("one", "two"), "Note", Scene.NOTE_1),
                                new Outgoing.Reply("Note", Scene.NOTE_1));
                    });
            scene.noter("one", d -> Scene.noted());
            scene.noter(
                    "two",
                    d -> {
                        throw new IllegalStateException("broken");
                    });
            var pipeline = scene.start();
            pipeline.submit("p", "teller", "Note", Scene.NOTE_1).await();
            pipeline.close();

            assertThat(delivered).containsExactly("user");
            assertThat(scene.kernel.undelivered()).isEmpty();
        }
    }

    @Test
    void handlerThatTalksForEverIsEndedAtTheLimitOfDeliveries() throws Exception {
        try (var scene =
                new Scene()
                        .options(PipelineOptions.defaults().withRepeatLimits(1, 10, 25))
                        .pure("talker", d -> Scene.send(Scene.note("echo", "c")))
                        .pure(
                                "echo",
                                d -> {
                                    delivered.add("echo");
                                    return Scene.noted();
                                })) {
            var answer = scene.start().submit("p", "talker", "Note", Scene.NOTE_1).await();

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> {
                                assertThat(failed.failure().kind())
                                        .isEqualTo(Failure.Kind.HANDLER_FAILED);
                                assertThat(failed.failure().message())
                                        .contains("took 25 deliveries");
                            });
        }
        assertThat(delivered).hasSizeBetween(24, 25);
    }

    @Test
    void deadlineIsTheHandlersOwnLimitAndTenSecondsUpToTheGeneralOne() {
        var most = Duration.ofMinutes(11);

        assertThat(Attempts.deadline(Duration.ofSeconds(5), most)).hasSeconds(15);
        assertThat(Attempts.deadline(Duration.ofMinutes(10), most)).hasSeconds(610);
        assertThat(Attempts.deadline(Duration.ofHours(9), most)).isEqualTo(most);
    }

    @Test
    void toolIsGivenItsOwnTime() {
        try (var scene = new Scene()) {
            scene.tool("slow", call -> ToolOutcome.succeeded(""));
            var listener = scene.builder.listeners.get("slow").orElseThrow();

            assertThat(listener.timeLimit()).hasMinutes(10);
        }
    }

    private HandlerResponse note(Delivery delivery) {
        delivered.add(delivery.message().listener());
        assertThat(delivery.message().kind()).isEqualTo(Message.Kind.REQUEST);
        return Scene.noted();
    }
}
