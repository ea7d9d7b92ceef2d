package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// How long a run's content is kept, and that nobody misses what has gone.
@Timeout(60)
class PipelineRetentionTest {
    private static final Retention ON_DELIVERY = new Retention.PruneOnDelivery();

    @Test
    void retentionIsCommittedWithTheThreadThatTheRunBeginsWith() throws Exception {
        for (var retention : List.of(ON_DELIVERY, new Retention.Days(90))) {
            try (var scene = keeping(retention).pure("target", d -> Scene.noted())) {
                var ticket = scene.start().submit("p", "target", "Note", Scene.NOTE_1);
                ticket.await();

                assertThat(scene.kernel.transactions().get(1).ops())
                        .contains(new KernelOp.RunRetained(ticket.run(), retention))
                        .hasAtLeastOneElementOfType(KernelOp.ThreadPushed.class)
                        .hasAtLeastOneElementOfType(KernelOp.MessageDispatched.class);
            }
        }
    }

    @Test
    void nothingIsSaidOfARunThatIsKeptForEver() throws Exception {
        try (var scene = keeping(new Retention.Forever()).pure("target", d -> Scene.noted())) {
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            ticket.await();
            pipeline.followUp(ticket.run(), "Note", Scene.NOTE_1).await();

            assertThat(scene.kernel.transactions())
                    .flatExtracting(FakeKernel.Transaction::ops)
                    .doesNotHaveAnyElementsOfTypes(KernelOp.RunRetained.class);
            assertThat(scene.kernel.entries()).noneMatch(JournalEntry::pruned);
        }
    }

    @Test
    void prunedRunAnswersItsCallerAndTellsTheSameEventsAsAKeptOne() throws Exception {
        var kept = turn(new Retention.Forever());
        var pruned = turn(ON_DELIVERY);

        assertThat(pruned.answer).isInstanceOf(Answer.Replied.class).isEqualTo(kept.answer);
        assertThat(pruned.events).hasSize(8).isEqualTo(kept.events);
        assertThat(pruned.seen)
                .containsExactly("", "asked", "asked called", "asked called again")
                .isEqualTo(kept.seen);
    }

    @Test
    void whatIsLeftOfAPrunedRunIsItsOrderAndItsDigests() throws Exception {
        var kept = turn(new Retention.Forever()).scene.kernel;
        var pruned = turn(ON_DELIVERY).scene.kernel;
        var run = pruned.runs().all().getFirst();

        assertThat(run.pruned()).contains(PruneReason.DELIVERED);
        assertThat(pruned.contexts().segments(run.thread())).isEmpty();
        assertThat(pruned.handlerState(run.thread(), "coder")).isEmpty();
        assertThat(pruned.entries())
                .hasSize(8)
                .allMatch(JournalEntry::pruned)
                .allMatch(entry -> entry.message().payload().size() == 0)
                .extracting(JournalEntry::payloadHash)
                .isEqualTo(kept.entries().stream().map(JournalEntry::payloadHash).toList());
        assertThat(kept.contexts().segments(run.thread())).hasSize(4);
    }

    @Test
    void failureOfAPrunedRunIsAnsweredAndToldOnItsThread() throws Exception {
        try (var scene = keeping(ON_DELIVERY)) {
            scene.agent(
                    "coder",
                    d -> {
                        throw new IllegalStateException("boom");
                    });
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "coder", "AgentTask", Scene.TASK);
            var answer = ticket.await();
            pipeline.close();

            assertThat(answer).isInstanceOf(Answer.Failed.class);
            var run = run(scene, ticket);
            assertThat(run.pruned()).contains(PruneReason.DELIVERED);
            assertThat(scene.events)
                    .filteredOn(BestCodeEvent.ErrorRaised.class::isInstance)
                    .singleElement()
                    .satisfies(
                            event -> {
                                var error = (BestCodeEvent.ErrorRaised) event;
                                assertThat(error.thread()).isEqualTo(run.thread());
                                assertThat(error.text()).contains("boom");
                            });
            var end = (BestCodeEvent.RunFinished) scene.events.getLast();
            assertThat(end.result().status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void followUpOnAPrunedRunIsRefusedByNameAndNothingIsCommitted() throws Exception {
        try (var scene = keeping(ON_DELIVERY).pure("target", d -> Scene.noted())) {
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            ticket.await();

            expectPruned(scene, pipeline, ticket, "delivered");
        }
    }

    @Test
    void followUpSaysWhyTheConversationIsGone() throws Exception {
        for (var reason : List.of(PruneReason.EXPIRED, PruneReason.ERASED)) {
            try (var scene = keeping(new Retention.Days(1)).pure("target", d -> Scene.noted())) {
                var pipeline = scene.start();
                var ticket = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
                ticket.await();
                pipeline.followUp(ticket.run(), "Note", Scene.NOTE_1).await();
                scene.kernel.commit(
                        List.of(new KernelOp.RunPruned(ticket.run(), reason)), Force.NOW);

                expectPruned(scene, pipeline, ticket, reason.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void whatGoesOnBelowAnAnsweredRunKeepsItsStateAndThenAllOfItGoes() throws Exception {
        var release = new CountDownLatch(1);
        var seen = new CopyOnWriteArrayList<String>();
        var spawn = new Outgoing.Spawn("worker", "Note", Scene.NOTE_1);
        try (var scene =
                keeping(ON_DELIVERY)
                        .pure(
                                "target",
                                d ->
                                        HandlerResponse.done(
                                                List.of(
                                                        spawn,
                                                        new Outgoing.Reply("Note", Scene.NOTE_1)),
                                                List.of()))
                        .pure("worker", d -> working(d, seen))
                        .noter(
                                "leaf",
                                d -> {
                                    release.await();
                                    return Scene.noted();
                                })) {
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);

            assertThat(run(scene, ticket).endedAt()).isEmpty();
            assertThatThrownBy(() -> pipeline.followUp(ticket.run(), "Note", Scene.NOTE_1))
                    .hasMessageContaining("was pruned (delivered)");
            release.countDown();
            pipeline.close();

            assertThat(seen).containsExactly("", "asked");
            assertThat(run(scene, ticket).pruned()).contains(PruneReason.DELIVERED);
            assertThat(scene.kernel.paths()).containsExactly("root", "root.target");
            assertThat(scene.kernel.entries()).allMatch(JournalEntry::pruned);
            assertThat(scene.kernel.transactions().getLast())
                    .satisfies(
                            last -> {
                                assertThat(last.force()).isEqualTo(Force.NOW);
                                assertThat(last.ops().getLast())
                                        .isEqualTo(
                                                new KernelOp.ThreadStatusSet(
                                                        run(scene, ticket).thread(),
                                                        ThreadStatus.COMPLETED));
                            });
        }
    }

    @Test
    void stoppedRunIsPrunedWhenItsCallsHaveEnded() throws Exception {
        var running = new CountDownLatch(1);
        try (var scene =
                keeping(ON_DELIVERY)
                        .pure(
                                "asker",
                                d ->
                                        d.message().kind() == Message.Kind.REQUEST
                                                ? Scene.send(Scene.note("hanging", "c"))
                                                : Scene.acknowledge())
                        .noter(
                                "hanging",
                                d -> {
                                    running.countDown();
                                    new CountDownLatch(1).await();
                                    return Scene.noted();
                                })) {
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "asker", "Note", Scene.NOTE_1);
            running.await();
            pipeline.stop(ticket);

            assertThat(ticket.await()).isEqualTo(new Answer.Failed(StopSignal.stopped().failure()));
            pipeline.close();
            assertThat(run(scene, ticket).pruned()).contains(PruneReason.DELIVERED);
            assertThat(scene.kernel.undelivered()).isEmpty();
            assertThat(scene.kernel.entries()).allMatch(JournalEntry::pruned);
        }
    }

    @Test
    void requestRefusedAtTheDoorLeavesItsDigestAlone() throws Exception {
        for (var retention : List.of(ON_DELIVERY, new Retention.Days(90))) {
            try (var scene = keeping(retention).pure("target", d -> Scene.noted())) {
                scene.routes.remove(Message.USER, "target");
                var answer = scene.start().submit("p", "target", "Note", Scene.NOTE_1).await();

                assertThat(((Answer.Failed) answer).failure().kind())
                        .isEqualTo(Failure.Kind.NO_ROUTE);
                assertThat(scene.kernel.entries(MessageStatus.REFUSED))
                        .singleElement()
                        .satisfies(
                                entry -> {
                                    assertThat(entry.message().payload()).isEqualTo(Bytes.EMPTY);
                                    assertThat(entry.payloadHash())
                                            .isEqualTo(Scene.NOTE_1.bytes().sha256());
                                });
            }
        }
    }

    private static void expectPruned(Scene scene, Pipeline pipeline, Ticket ticket, String reason) {
        var before = scene.kernel.transactions();
        assertThatThrownBy(() -> pipeline.followUp(ticket.run(), "Note", Scene.NOTE_1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "run %s was pruned (%s): its conversation is gone; begin a new one"
                                .formatted(ticket.run(), reason));
        assertThat(scene.kernel.transactions()).isEqualTo(before);
    }

    private static Scene keeping(Retention retention) {
        var scene = new Scene();
        scene.routes.retain(retention);
        return scene;
    }

    private static RunRow run(Scene scene, Ticket ticket) {
        return scene.kernel.runs().get(ticket.run()).orElseThrow();
    }

    /// What came of one turn of an agent that keeps state and pages.
    /// @param seen what the agent found of its own at each delivery
    private record Turn(
            Scene scene, Answer answer, List<BestCodeEvent> events, List<String> seen) {}

    /// Asks its model, calls a tool, asks again, answers.
    private static Turn turn(Retention retention) throws Exception {
        var seen = new ArrayList<String>();
        var scene = keeping(retention);
        scene.agent("coder", d -> thinking(d, seen))
                .tool("grep", call -> ToolOutcome.succeeded("found"))
                .builder
                .listener(
                        "llm-pool",
                        new Scene.Scripted(
                                Scene.NOTE,
                                LlmReply.TYPE,
                                false,
                                d -> Scene.llmSays(new ContentBlock.Text("let me see"))));
        try (scene) {
            var answer = scene.start().submit("p", "coder", "AgentTask", Scene.TASK).await();
            scene.close();
            return new Turn(scene, answer, List.copyOf(scene.events), seen);
        }
    }

    private static HandlerResponse thinking(Delivery d, List<String> seen) {
        return switch (recall(d, seen)) {
            case "" -> remember(d, "asked", Scene.note("llm-pool", "llm-1"));
            case "asked" -> remember(d, "asked called", Scene.call("grep", "call-1"));
            case "asked called" ->
                    remember(d, "asked called again", Scene.note("llm-pool", "llm-2"));
            default -> remember(d, "done", Scene.finished("done").outgoing().getFirst());
        };
    }

    private static HandlerResponse working(Delivery d, List<String> seen) {
        return recall(d, seen).isEmpty()
                ? remember(d, "asked", Scene.note("leaf", "c"))
                : Scene.noted();
    }

    /// What the delivery before left, which its newest page says too.
    private static String recall(Delivery d, List<String> seen) {
        var state = d.ownState().map(Bytes::utf8).orElse("#").split("#", 2);
        if (!state[1].isEmpty()) {
            var page = d.ownSegment(new SegmentId(Long.parseLong(state[1])));
            assertThat(page).contains(Bytes.ofUtf8(state[0]));
        }
        seen.add(state[0]);
        return state[0];
    }

    private static HandlerResponse remember(Delivery d, String text, Outgoing outgoing) {
        var thread = d.message().thread();
        var page = new SegmentId(d.newId());
        var added =
                new KernelOp.SegmentAdded(
                        thread, page, "note", Bytes.ofUtf8(text), 1, Relevance.FULL, false);
        var state =
                new KernelOp.HandlerStateSet(
                        thread, d.message().listener(), Bytes.ofUtf8(text + "#" + page));
        return HandlerResponse.done(List.of(outgoing), List.of(added, state));
    }
}
