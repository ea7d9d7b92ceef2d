package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A process is killed while a call is under way, and a second one goes on with its run.
@Timeout(60)
class PipelineResumeTest {
    private static final Sha256 OLD = Sha256.of(new byte[] {1});
    private static final Sha256 NEW = Sha256.of(new byte[] {2});
    private static final Sha256 OTHER = Sha256.of(new byte[] {3});

    private static final Set<Thread.State> WAITING =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private boolean again = true;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    @Test
    void aPureCallIsMadeAgain() throws Exception {
        resumed(Effect.PURE, OLD, OLD);

        assertThat(calls).hasValue(2);
        assertThat(answers).containsExactly(Map.entry("c1", "did it"));
    }

    @Test
    void anOpaqueCallIsNeverRepeatedAndItsCallerReadsThatTheOutcomeIsUnknown() throws Exception {
        var second = resumed(Effect.OPAQUE, OLD, OLD);

        assertThat(calls).hasValue(1);
        assertThat(answers.get("c1"))
                .startsWith("outcome_unknown: outcome unknown: the process was killed while doer")
                .contains("was not run again")
                .contains("Look at what it left");
        assertThat(second.kernel.state().journal().undelivered()).isEmpty();
        assertThat(second.kernel.state().threads().count()).isEqualTo(2);
        assertThat(second.events)
                .anyMatch(
                        event ->
                                event instanceof BestCodeEvent.ErrorRaised raised
                                        && raised.kind().equals("outcome_unknown"));
    }

    @Test
    void ofACallOfAToolThatIsGoneTheOutcomeIsUnknown() throws Exception {
        var killed = scene(Effect.PURE, List::of, new ConcurrentHashMap<>());
        var second = new Scene().pure("caller", delivery -> asksOnce(delivery, answers));
        resume(killed, second);

        assertThat(calls).hasValue(1);
        assertThat(answers.get("c1")).startsWith("outcome_unknown: ");
        assertThat(second.kernel.undelivered()).isEmpty();
    }

    @Test
    void aCallThatMayNotBeMadeAgainIsNotWhateverItsEffect() throws Exception {
        again = false;
        resumed(Effect.PURE, OLD, OLD);

        assertThat(calls).hasValue(1);
        assertThat(answers.get("c1")).startsWith("outcome_unknown: ");
    }

    @Test
    void aWriteThatTheDiskShowsAsNotMadeIsMadeAgain() throws Exception {
        resumed(Effect.VERIFIABLE, OLD, OLD);

        assertThat(calls).hasValue(2);
        assertThat(answers).containsExactly(Map.entry("c1", "did it"));
    }

    @Test
    void aWriteThatTheDiskShowsAsMadeIsNotMadeAgain() throws Exception {
        resumed(Effect.VERIFIABLE, OLD, NEW);

        assertThat(calls).hasValue(1);
        assertThat(answers.get("c1")).contains("had done its work").contains(NEW.hex());
    }

    @Test
    void aWriteToAFileThatIsNowSomethingElseIsUnknown() throws Exception {
        resumed(Effect.VERIFIABLE, OLD, OTHER);

        assertThat(calls).hasValue(1);
        assertThat(answers.get("c1")).startsWith("outcome_unknown: ");
    }

    @Test
    void ofARunThatWasBeingStoppedNothingBeginsAnew() throws Exception {
        try (var killed = scene(Effect.PURE, List::of, answers);
                var second = scene(Effect.PURE, List::of, answers)) {
            var run = stoppedAndKilled(killed, second);

            var answer = second.start().takeUp(run).await();

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed ->
                                    assertThat(failed.failure().kind())
                                            .isEqualTo(Failure.Kind.STOPPED));
            assertThat(calls).hasValue(1);
        }
    }

    /// The second call stands behind the first, as a coding agent's do.
    @Test
    void anAgentOfARunThatWasBeingStoppedHearsOfTheStopFirstAndSendsNoMore() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        try (var killed = inOrder(new CopyOnWriteArrayList<>());
                var second = inOrder(heard)) {
            var run = stoppedAndKilled(killed, second);

            var again = second.start();
            var answer = again.takeUp(run).await();
            again.close();

            assertThat(answer).isEqualTo(new Answer.Failed(StopSignal.stopped().failure()));
            assertThat(heard).containsExactly("the stop");
            assertThat(calls).hasValue(1);
            assertThat(second.kernel.undelivered()).isEmpty();
        }
    }

    private Scene inOrder(List<String> heard) {
        return new Scene()
                .pure(
                        "caller",
                        delivery -> {
                            var message = delivery.message();
                            if (message.kind() == Message.Kind.REQUEST) {
                                return Scene.send(Scene.call("doer", "c1"));
                            }
                            if (message.sender().equals(Message.SYSTEM)) {
                                Scene.uninterruptibly(over); // until after the kill
                                heard.add("the stop");
                                return Scene.acknowledge();
                            }
                            heard.add("the end of " + message.call());
                            return Scene.send(Scene.call("doer", "c2"));
                        })
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

    @Test
    void twoWhoResumeARunAtOnceGetTheSameTicket() throws Exception {
        var looks = new AtomicInteger();
        var looking = new CountDownLatch(1);
        var seen = new CountDownLatch(1);
        Supplier<List<FileChange>> slow =
                () -> {
                    looks.incrementAndGet();
                    looking.countDown();
                    Scene.uninterruptibly(seen);
                    return change(OLD);
                };
        var killed = scene(Effect.VERIFIABLE, () -> change(OLD), new ConcurrentHashMap<>());
        try (killed;
                var second = scene(Effect.VERIFIABLE, slow, answers)) {
            var run = started(killed);
            second.inherit(killed);
            var pipeline = second.start();
            var tickets = new CopyOnWriteArrayList<Ticket>();
            var one = Thread.ofPlatform().start(() -> tickets.add(pipeline.takeUp(run)));
            looking.await();
            var other = Thread.ofPlatform().start(() -> tickets.add(pipeline.takeUp(run)));
            while (!WAITING.contains(other.getState())) {
                Thread.onSpinWait();
            }
            seen.countDown();
            one.join();
            other.join();

            assertThat(tickets).hasSize(2);
            assertThat(tickets.getFirst()).isSameAs(tickets.getLast());
            over.countDown();
            tickets.getFirst().await();
        }
        assertThat(looks).hasValue(1);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aRunThatHasEndedHasNothingToGoOnWith() throws Exception {
        try (var scene = scene(Effect.PURE, List::of, answers)) {
            over.countDown();
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "caller", "Note", Scene.NOTE_1);
            ticket.await();

            assertThatThrownBy(() -> pipeline.takeUp(ticket.run()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nothing under way");
        }
    }

    /// Kill a run in the middle of its only call, and let a second process go on with it.
    /// @param then what the file is when the call is dispatched; it is to become [#NEW]
    /// @param now what it is when the run is resumed
    private Scene resumed(Effect effect, Sha256 then, Sha256 now) throws Exception {
        // What the first process still hears after its kill is nobody's answer any more.
        var killed = scene(effect, () -> change(then), new ConcurrentHashMap<>());
        var second = scene(effect, () -> change(now), answers);
        resume(killed, second);
        assertThat(second.kernel.state().journal().from(1, 100))
                .noneMatch(entry -> entry.status() == MessageStatus.DISPATCHED);
        return second;
    }

    private void resume(Scene killed, Scene second) throws InterruptedException {
        try (killed;
                second) {
            var run = started(killed);
            second.inherit(killed);
            over.countDown();
            second.start().takeUp(run).await();
        }
    }

    private RunId stoppedAndKilled(Scene killed, Scene second) throws InterruptedException {
        var pipeline = killed.start();
        var ticket = pipeline.submit("p", "caller", "Note", Scene.NOTE_1);
        begun.await();
        pipeline.stop(ticket);
        second.inherit(killed);
        over.countDown();
        return ticket.run();
    }

    private RunId started(Scene scene) throws InterruptedException {
        var ticket = scene.start().submit("p", "caller", "Note", Scene.NOTE_1);
        begun.await();
        return ticket.run();
    }

    private static List<FileChange> change(Sha256 before) {
        return List.of(new FileChange("/w/a", Optional.of(before), NEW));
    }

    private Scene scene(
            Effect effect, Supplier<List<FileChange>> changes, Map<String, String> heard) {
        return new Scene()
                .pure("caller", delivery -> asksOnce(delivery, heard))
                .tool(
                        "doer",
                        effect,
                        again,
                        changes,
                        _ -> {
                            calls.incrementAndGet();
                            begun.countDown();
                            over.await();
                            return ToolOutcome.succeeded("did it");
                        });
    }

    private HandlerResponse asksOnce(Delivery delivery, Map<String, String> heard)
            throws InterruptedException {
        var message = delivery.message();
        return switch (message.kind()) {
            case REQUEST -> Scene.send(Scene.call("doer", "c1"));
            case ANSWER -> {
                heard.put(message.call(), ToolOutcome.from(delivery.payload()).text());
                yield Scene.noted();
            }
            case FAILURE -> {
                var failure = Failure.from(delivery.payload());
                if (message.sender().equals(Message.SYSTEM)) {
                    over.await(); // until after the kill
                }
                heard.put(message.call(), Parcel.reason(failure));
                yield failure.kind() == Failure.Kind.STOPPED
                        ? HandlerResponse.failed(failure)
                        : Scene.noted();
            }
        };
    }
}
