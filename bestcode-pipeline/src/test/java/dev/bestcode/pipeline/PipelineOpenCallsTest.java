package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Permission;
import dev.bestcode.pipeline.OpenCall.Doing;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Who waits for whom, and that nobody's code holds up the looking.
@Timeout(60)
class PipelineOpenCallsTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void callerAndCalledAreListedWithWhatTheyDoAndSinceWhen() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var scene =
                asking().noter(
                                "target",
                                d -> {
                                    running.countDown();
                                    release.await();
                                    return Scene.noted();
                                })) {
            scene.builder.clock(() -> THEN);
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "asker", "Note", Scene.NOTE_1);
            running.await();

            assertThat(pipeline.openCalls())
                    .extracting(
                            OpenCall::run,
                            OpenCall::caller,
                            OpenCall::listener,
                            OpenCall::call,
                            OpenCall::since,
                            OpenCall::doing)
                    .containsExactly(
                            row(ticket, "user", "asker", "", Doing.AWAITING_ANSWERS),
                            row(ticket, "asker", "target", "c", Doing.HANDLING));
            release.countDown();
            ticket.await();
            pipeline.close();
            assertThat(pipeline.openCalls()).isEmpty();
        }
    }

    @Test
    void callThatWaitsForAPersonSaysSo() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var scene = asking().noter("target", d -> Scene.noted())) {
            scene.routes.permit("target", Permission.PROMPT);
            scene.routes.permit("asker", Permission.AUTO);
            scene.builder.approver(
                    question -> {
                        asked.countDown();
                        release.await();
                        return ApprovalAnswer.allow("me", ApprovalScope.ONCE);
                    });
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "asker", "Note", Scene.NOTE_1);
            asked.await();

            assertThat(pipeline.openCalls().getLast().doing()).isEqualTo(Doing.AWAITING_APPROVAL);
            release.countDown();
            ticket.await();
        }
    }

    /// The list is made under the run's lock, so whoever can make it proves that the lock is free.
    @Test
    void noLockIsHeldWhileSomebodyElsesCodeRuns() throws Exception {
        var pipeline = new AtomicReference<Optional<Pipeline>>(Optional.empty());
        var looks = new CopyOnWriteArrayList<String>();
        try (var scene = asking()) {
            scene.noter(
                    "target",
                    d -> {
                        looks.add("handler sees " + look(pipeline));
                        return Scene.noted();
                    });
            scene.routes.permit("target", Permission.PROMPT);
            scene.builder.approver(
                    question -> {
                        looks.add("approver sees " + look(pipeline));
                        return ApprovalAnswer.allow("me", ApprovalScope.ONCE);
                    });
            scene.builder.step(
                    m -> {
                        if (!m.sender().equals(Message.USER)) { // before there is a pipeline to ask
                            looks.add(m.sender() + "'s step sees " + look(pipeline));
                        }
                        return Optional.empty();
                    });
            scene.builder.codec(new LookingCodec(() -> looks.add("codec sees " + look(pipeline))));
            var started = scene.start();
            pipeline.set(Optional.of(started));
            started.submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(looks)
                .containsExactly(
                        "codec sees 0",
                        "codec sees 1",
                        "asker's step sees 1",
                        "approver sees 2",
                        "handler sees 2",
                        "codec sees 2",
                        "target's step sees 2",
                        "codec sees 1",
                        "asker's step sees 1");
    }

    @Test
    void otherThreadsOfTheRunGoOnWhileAHandlerHangs() throws Exception {
        var hangs = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var scene =
                new Scene()
                        .pure(
                                "asker",
                                d ->
                                        switch (d.message().call()) {
                                            case "" ->
                                                    Scene.send(
                                                            Scene.note("hanging", "h"),
                                                            Scene.note("quick", "q0"));
                                            case "h" -> Scene.noted();
                                            default -> again(d.message().call(), release);
                                        })
                        .noter(
                                "hanging",
                                d -> {
                                    hangs.countDown();
                                    release.await();
                                    return Scene.noted();
                                })
                        .noter(
                                "quick",
                                d -> {
                                    hangs.await();
                                    return Scene.noted();
                                })) {
            var answer = scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();

            assertThat(answer).isInstanceOf(Answer.Replied.class);
        }
    }

    /// A hundred calls one after the other, then the hanging one is let go.
    private static HandlerResponse again(String call, CountDownLatch release) {
        int number = Integer.parseInt(call.substring(1));
        if (number == 100) {
            release.countDown();
            return Scene.acknowledge();
        }
        return Scene.send(Scene.note("quick", "q" + (number + 1)));
    }

    private static int look(AtomicReference<Optional<Pipeline>> pipeline) {
        var seen = new AtomicInteger(-1);
        var other =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        seen.set(
                                                Objects.requireNonNull(pipeline.get())
                                                        .map(Pipeline::openCalls)
                                                        .orElse(List.of())
                                                        .size()));
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the lock is held: the look did not come back", e);
        }
        return seen.get();
    }

    private static Tuple row(
            Ticket ticket, String caller, String listener, String call, Doing doing) {
        return tuple(ticket.run(), caller, listener, call, THEN, doing);
    }

    private static Scene asking() {
        return new Scene()
                .pure(
                        "asker",
                        d ->
                                d.message().kind() == Message.Kind.REQUEST
                                        ? Scene.send(Scene.note("target", "c"))
                                        : Scene.noted());
    }
}
