package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Progress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Whatever a handler does, its caller reads one typed failure and the pipeline lives on.
@Timeout(60)
class PipelineFailureTest {
    private static final PipelineOptions SHORT =
            PipelineOptions.defaults()
                    .withDeadlines(
                            Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));

    @Test
    void throwingHandlerFailsItsCallerAndTheNextMessageIsHandled() throws Exception {
        expectFailure(
                d -> {
                    throw new IllegalStateException("boom");
                },
                Kind.HANDLER_FAILED,
                "boom");
    }

    @Test
    void overflowingHandlerFailsItsCaller() throws Exception {
        expectFailure(d -> forever(d, 1), Kind.HANDLER_FAILED, "StackOverflowError");
    }

    @Test
    void hangingHandlerIsInterruptedAndTimesOut() throws Exception {
        expectFailure(
                d -> {
                    new CountDownLatch(1).await();
                    return Scene.noted();
                },
                Kind.TIMED_OUT,
                "did not answer within");
    }

    @Test
    void handlerWithADeadlineOfItsOwnOutlivesThatOfTheOptions() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Scene.Code waiting =
                _ -> {
                    begun.countDown();
                    return notedAfter(release);
                };
        try (var scene = new Scene().options(SHORT)) {
            scene.builder.listener(
                    "patient",
                    new Scene.Scripted(Scene.NOTE, Scene.NOTE, false, waiting),
                    Scene.PATIENCE);
            scene.noter("target", _ -> notedAfter(release));
            var pipeline = scene.start();
            var patient = pipeline.submit("p", "patient", "Note", Scene.NOTE_1);
            begun.await();
            var other = pipeline.submit("p", "target", "Note", Scene.NOTE_1).await();
            assertThat(other)
                    .as("the deadline of the options is over")
                    .isNotInstanceOf(Answer.Replied.class);
            release.countDown();

            assertThat(patient.await()).isInstanceOf(Answer.Replied.class);
        }
    }

    @Test
    void handlerThatIgnoresItsInterruptIsAbandoned() throws Exception {
        var never = new CountDownLatch(1);
        expectFailure(
                d -> {
                    while (never.getCount() > 0) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            // the bad manners that are tested
                        }
                    }
                    return Scene.noted();
                },
                Kind.TIMED_OUT,
                "did not answer within");
        never.countDown();
    }

    @Test
    void handlerThatSaysSoFailsWithItsOwnKind() throws Exception {
        expectFailure(
                d -> HandlerResponse.failed(new Failure(Kind.PROVIDER_FAILED, "no model")),
                Kind.PROVIDER_FAILED,
                "no model");
    }

    @Test
    void acknowledgingWithNothingOpenAnswersTheCallerWithAFailure() throws Exception {
        expectFailure(d -> Scene.acknowledge(), Kind.HANDLER_FAILED, "without an answer");
    }

    @Test
    void secondReplyIsAFailureAndNothingOfTheResponseCounts() throws Exception {
        var reply = new Outgoing.Reply("Note", Scene.NOTE_1);
        expectFailure(d -> Scene.send(reply, reply), Kind.HANDLER_FAILED, "already answered");
    }

    @Test
    void changeOfAnotherThreadIsAFailure() throws Exception {
        expectFailure(
                d ->
                        Scene.with(
                                new KernelOp.HandlerStateSet(
                                        new ThreadId(1), "target", Bytes.EMPTY)),
                Kind.HANDLER_FAILED,
                "not about its own thread");
    }

    @Test
    void changeOfAnotherListenersStateIsAFailure() throws Exception {
        expectFailure(
                d ->
                        Scene.with(
                                new KernelOp.HandlerStateSet(
                                        d.message().thread(), "other", Bytes.EMPTY)),
                Kind.HANDLER_FAILED,
                "not about its own thread");
    }

    @Test
    void changeOfAPageOnAnotherThreadIsAFailure() throws Exception {
        var other = new ThreadId(1);
        var page = new SegmentId(1_000);
        var any = OptionalLong.empty();
        for (var op :
                List.of(
                        new KernelOp.SegmentFolded(other, page, Bytes.EMPTY, 1, any),
                        new KernelOp.SegmentEvicted(other, page, any),
                        new KernelOp.SegmentExpanded(other, page, any),
                        new KernelOp.SegmentRated(other, page, Relevance.FULL, true, any))) {
            expectFailure(d -> Scene.with(op), Kind.HANDLER_FAILED, "not about its own thread");
        }
    }

    @Test
    void handlerFoldsAPageOfItsOwnThreadAndNoneOfAnother() throws Exception {
        var pages = new CopyOnWriteArrayList<SegmentId>();
        try (var scene = new Scene()) {
            scene.pure(
                    "target",
                    d -> {
                        var thread = d.message().thread();
                        var page = new SegmentId(d.newId());
                        pages.add(page);
                        return HandlerResponse.done(
                                List.of(new Outgoing.Reply("Note", Scene.NOTE_1)),
                                List.of(
                                        new KernelOp.SegmentAdded(
                                                thread,
                                                page,
                                                "x",
                                                Bytes.ofUtf8("long"),
                                                9,
                                                Relevance.FULL,
                                                false),
                                        new KernelOp.SegmentFolded(
                                                thread,
                                                pages.getFirst(),
                                                Bytes.ofUtf8("short"),
                                                2,
                                                OptionalLong.empty())));
                    });
            var pipeline = scene.start();

            assertThat(pipeline.submit("p", "target", "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);
            assertThat(scene.kernel.contexts().get(pages.getFirst()))
                    .hasValueSatisfying(row -> assertThat(row.tier()).isEqualTo(Tier.FOLDED));
            var second = pipeline.submit("p", "target", "Note", Scene.NOTE_1).await();
            assertThat(((Answer.Failed) second).failure().message()).contains("has no segment");
            assertThat(scene.kernel.contexts().get(pages.getLast())).isEmpty();
        }
    }

    @Test
    void changeThatTheKernelRejectsIsAFailure() throws Exception {
        expectFailure(
                d ->
                        Scene.with(
                                new KernelOp.SegmentAdded(
                                        d.message().thread(),
                                        new SegmentId(d.newId()),
                                        "x",
                                        Bytes.EMPTY,
                                        -1,
                                        Relevance.FULL,
                                        false)),
                Kind.HANDLER_FAILED,
                "negative tokens");
    }

    @Test
    void emptyOrDoubledCallNameIsAFailure() throws Exception {
        expectFailure(
                d -> Scene.send(Scene.note("target", "")), Kind.HANDLER_FAILED, "empty or already");
        expectFailure(
                d -> Scene.send(Scene.note("target", "a"), Scene.note("target", "a")),
                Kind.HANDLER_FAILED,
                "empty or already");
    }

    @Test
    void failureOfACallReachesTheCallerWithItsCallAndItCanGoOn() throws Exception {
        try (var scene =
                new Scene()
                        .pure(
                                "asker",
                                d ->
                                        switch (d.message().kind()) {
                                            case REQUEST -> Scene.send(Scene.note("bad", "c1"));
                                            case FAILURE -> {
                                                assertThat(d.message().call()).isEqualTo("c1");
                                                assertThat(d.message().sender()).isEqualTo("bad");
                                                yield Scene.noted();
                                            }
                                            case ANSWER -> Scene.acknowledge();
                                        })
                        .noter(
                                "bad",
                                d -> {
                                    throw new IllegalStateException("boom");
                                })) {
            var answer = scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();

            assertThat(answer).isInstanceOf(Answer.Replied.class);
            assertThat(scene.kernel.entries(MessageStatus.FAILED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.reason()).startsWith("handler_failed: "));
            assertThat(scene.kernel.paths()).containsExactly("root", "root.asker");
        }
    }

    @Test
    void answerThatComesAfterTheReplyIsGivenToNobody() throws Exception {
        var release = new CountDownLatch(1);
        var answers = new AtomicInteger();
        try (var scene =
                new Scene()
                        .pure(
                                "asker",
                                d -> {
                                    if (d.message().kind() == Message.Kind.REQUEST) {
                                        return Scene.send(
                                                Scene.note("slow", "slow"),
                                                Scene.note("fast", "fast"));
                                    }
                                    answers.incrementAndGet();
                                    return Scene.noted();
                                })
                        .noter("fast", d -> Scene.noted())
                        .noter(
                                "slow",
                                d -> {
                                    release.await();
                                    return Scene.noted();
                                })) {
            var pipeline = scene.start();
            pipeline.submit("p", "asker", "Note", Scene.NOTE_1).await();
            assertThat(scene.kernel.transactions())
                    .filteredOn(t -> t.ops().stream().anyMatch(PipelineFailureTest::isToUser))
                    .extracting(FakeKernel.Transaction::force)
                    .containsExactly(Force.NOW); // though another call goes on
            release.countDown();
            pipeline.close();

            assertThat(answers).hasValue(1);
            assertThat(scene.kernel.entries(MessageStatus.FAILED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.reason()).startsWith("late: "));
            assertThat(scene.kernel.undelivered()).isEmpty();
            assertThat(scene.kernel.paths()).containsExactly("root", "root.asker");
        }
    }

    @Test
    void lateAnswerIsNotTakenForTheAnswerOfALaterCallOfTheSameName() throws Exception {
        var releaseOld = new CountDownLatch(1);
        var releaseNew = new CountDownLatch(1);
        var newIsOpen = new CountDownLatch(1);
        var answeredBy = new CopyOnWriteArrayList<String>();
        try (var scene =
                new Scene()
                        .pure(
                                "asker",
                                d -> {
                                    if (d.message().kind() != Message.Kind.REQUEST) {
                                        answeredBy.add(d.message().sender());
                                        return Scene.noted();
                                    }
                                    return answeredBy.isEmpty()
                                            ? Scene.send(
                                                    Scene.note("old", "x"), Scene.note("fast", "f"))
                                            : Scene.send(Scene.note("new", "x"));
                                })
                        .noter("fast", d -> Scene.noted())
                        .noter("old", d -> notedAfter(releaseOld))
                        .noter(
                                "new",
                                d -> {
                                    newIsOpen.countDown();
                                    return notedAfter(releaseNew);
                                })) {
            var pipeline = scene.start();
            var first = pipeline.submit("p", "asker", "Note", Scene.NOTE_1);
            first.await();
            var second = pipeline.followUp(first.run(), "Note", Scene.NOTE_1);
            newIsOpen.await();
            releaseOld.countDown();
            while (scene.kernel.entries(MessageStatus.DELIVERED).stream()
                    .noneMatch(e -> e.message().listener().equals("old"))) {
                Thread.onSpinWait();
            }
            releaseNew.countDown();
            second.await();

            assertThat(answeredBy).containsExactly("fast", "new");
        }
    }

    private static boolean isToUser(KernelOp op) {
        return op instanceof KernelOp.MessageDispatched(var message)
                && message.listener().equals(Message.USER);
    }

    private static HandlerResponse notedAfter(CountDownLatch release) throws InterruptedException {
        release.await();
        return Scene.noted();
    }

    @Test
    void retryDeliversTheSameMessageAgainAndTellsWatchers() throws Exception {
        var scene = new Scene();
        var again = new Outcome.RetryAfter(Duration.ofMillis(1), "overloaded");
        scene.noter(
                "target",
                d ->
                        d.attempt() < 3
                                ? new HandlerResponse(List.of(), List.of(), again)
                                : Scene.noted());
        try (scene) {
            var answer = scene.start().submit("p", "target", "Note", Scene.NOTE_1).await();
            assertThat(answer).isInstanceOf(Answer.Replied.class);
        }
        assertThat(scene.kernel.transactions().stream().flatMap(t -> t.ops().stream()))
                .filteredOn(KernelOp.MessageRetried.class::isInstance)
                .extracting(op -> ((KernelOp.MessageRetried) op).attempt())
                .containsExactly(1, 2);
        assertThat(scene.events)
                .filteredOn(BestCodeEvent.Provisional.class::isInstance)
                .extracting(event -> ((BestCodeEvent.Provisional) event).progress())
                .containsExactly(
                        new Progress.Retrying(1, again.delay(), "overloaded"),
                        new Progress.Retrying(2, again.delay(), "overloaded"));
    }

    @Test
    void followUpGoesOnOnTheSameThreadWithItsState() throws Exception {
        try (var scene = new Scene()) {
            scene.pure(
                    "target",
                    d -> {
                        var before = d.ownState().map(Bytes::utf8).orElse("");
                        var state =
                                new KernelOp.HandlerStateSet(
                                        d.message().thread(), "target", Bytes.ofUtf8(before + "x"));
                        return HandlerResponse.done(
                                List.of(new Outgoing.Reply("Note", Scene.NOTE_1)), List.of(state));
                    });
            var pipeline = scene.start();
            var first = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            first.await();
            var second = pipeline.followUp(first.run(), "Note", Scene.NOTE_1);
            second.await();

            var row = scene.kernel.ofRun(first.run()).orElseThrow();
            assertThat(second.run()).isEqualTo(first.run());
            assertThat(scene.kernel.handlerState(row.id(), "target").orElseThrow().utf8())
                    .isEqualTo("xx");
            assertThat(row.status()).isEqualTo(ThreadStatus.COMPLETED);
            assertThat(scene.kernel.paths()).containsExactly("root", "root.target");
        }
    }

    @Test
    void followUpWhileTheRequestIsOpenIsRefused() throws Exception {
        var release = new CountDownLatch(1);
        try (var scene = new Scene()) {
            scene.noter(
                    "target",
                    d -> {
                        release.await();
                        return Scene.noted();
                    });
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            assertThatThrownBy(() -> pipeline.followUp(ticket.run(), "Note", Scene.NOTE_1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has not answered its last request");
            release.countDown();
            ticket.await();
        }
    }

    @Test
    void howeverATaskEndsItEndsInOneRunFinished() throws Exception {
        var again = new Outcome.RetryAfter(Duration.ZERO, "overloaded");
        expectOneEnd(d -> Scene.finished("done"), RunStatus.DONE);
        expectOneEnd(d -> Scene.acknowledge(), RunStatus.FAILED);
        expectOneEnd(d -> Scene.send(Scene.note("nobody", "c")), RunStatus.FAILED);
        expectOneEnd(d -> HandlerResponse.reply(AgentResult.TYPE, Scene.NOTE_1), RunStatus.FAILED);
        expectOneEnd(d -> new HandlerResponse(List.of(), List.of(), again), RunStatus.FAILED);
        expectOneEnd(
                d -> HandlerResponse.failed(new Failure(Kind.PROVIDER_FAILED, "none")),
                RunStatus.PROVIDER_FAILED);
        expectOneEnd(
                d -> {
                    throw new IllegalStateException("boom");
                },
                RunStatus.FAILED);
    }

    /// And a follow-up in one more; a refused one ends nothing.
    private static void expectOneEnd(Scene.Code code, RunStatus status) throws Exception {
        try (var scene = new Scene().agent("coder", code)) {
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "coder", "AgentTask", Scene.TASK);
            ticket.await();
            pipeline.followUp(ticket.run(), "AgentTask", Scene.TASK).await();
            pipeline.followUp(ticket.run(), "Note", Scene.NOTE_1).await();
            pipeline.close();

            assertThat(scene.events)
                    .filteredOn(BestCodeEvent.RunFinished.class::isInstance)
                    .extracting(event -> ((BestCodeEvent.RunFinished) event).result().status())
                    .containsExactly(status, status);
        }
    }

    @Test
    void failedLogReachesWhoeverWaits() {
        try (var scene = new Scene()) {
            scene.noter(
                    "target",
                    d -> {
                        scene.kernel.breakLog();
                        return Scene.noted();
                    });
            var ticket = scene.start().submit("p", "target", "Note", Scene.NOTE_1);
            assertThatThrownBy(ticket::await)
                    .isInstanceOf(KernelException.class)
                    .hasMessage("the log failed");
        }
    }

    private static void expectFailure(Scene.Code code, Kind kind, String text) throws Exception {
        try (var scene = new Scene().options(SHORT)) {
            scene.noter("target", code).pure("healthy", d -> Scene.noted());
            var pipeline = scene.start();

            var answer = pipeline.submit("p", "target", "Note", Scene.NOTE_1).await();

            var failure = ((Answer.Failed) answer).failure();
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.message()).contains(text);
            assertThat(scene.kernel.undelivered()).isEmpty();
            assertThat(pipeline.submit("p", "healthy", "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // the stack overflow that is tested
    private static HandlerResponse forever(Delivery delivery, int depth) {
        return forever(delivery, depth + 1);
    }
}
