package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// G7: whatever a handler says, and however often, what it costs is bounded.
@Timeout(60)
class PipelineBoundsTest {
    private static final String TEN_MEGABYTES = "n".repeat(10 << 20);

    private final List<Failure> told = new CopyOnWriteArrayList<>();

    @Test
    void nameOfTenMegabytesIsCutInTheAnswerAndInTheJournal() throws Exception {
        var send = new Outgoing.Send(TEN_MEGABYTES, "T" + TEN_MEGABYTES, Scene.NOTE_1, "c");
        try (var scene =
                new Scene()
                        .pure(
                                "asker",
                                d -> {
                                    if (d.message().kind() == Message.Kind.REQUEST) {
                                        return Scene.send(send);
                                    }
                                    told.add(Failure.from(d.payload()));
                                    return Scene.noted();
                                })) {
            scene.routes.remove("asker", Excerpt.name(TEN_MEGABYTES));
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();

            assertThat(told)
                    .singleElement()
                    .satisfies(
                            no ->
                                    assertThat(no.message())
                                            .startsWith("no route to nnn")
                                            .endsWith("… (10,485,760 characters in all)"));
            assertThat(charsOf(scene.kernel)).isLessThan(10_000);
        }
    }

    @Test
    void textOfAFailureIsCutWhoeverSaysIt() throws Exception {
        expectShortFailure(
                d -> HandlerResponse.failed(new Failure(Kind.PROVIDER_FAILED, TEN_MEGABYTES)));
        expectShortFailure(
                d -> {
                    throw new IllegalStateException(TEN_MEGABYTES);
                });
        expectShortFailure(d -> Scene.send(Scene.note("target", TEN_MEGABYTES)));
        expectShortFailure(d -> Scene.send(new Outgoing.Reply(TEN_MEGABYTES, Scene.NOTE_1)));
        expectShortFailure(
                d ->
                        new HandlerResponse(
                                List.of(),
                                List.of(),
                                new Outcome.RetryAfter(Duration.ZERO, TEN_MEGABYTES)));
    }

    @Test
    void cutTextHasNoHalfOfASurrogatePair() {
        var text = "x" + "😀".repeat(2_000);

        assertThat(Excerpt.text(text)).startsWith("x😀😀").contains("😀\uFFFD… (4,001 characters");
        assertThat(Excerpt.text("\uD83D")).isEqualTo("\uFFFD");
    }

    @Test
    void listenerWithATooLongNameIsAClearError() {
        assertThatThrownBy(() -> new Scene().pure("n".repeat(129), d -> Scene.noted()))
                .hasMessage("listener name of 129 characters; allowed up to 128");
    }

    @Test
    void messageIsDeliveredAgainAsOftenAsTheLimitSaysAndThenFails() throws Exception {
        var attempts = new AtomicInteger();
        var failure =
                failureOf(
                        new Scene()
                                .options(PipelineOptions.defaults().withRepeatLimits(3, 10, 1_000))
                                .noter(
                                        "target",
                                        d -> {
                                            attempts.incrementAndGet();
                                            return again("overloaded");
                                        }));

        assertThat(failure)
                .isEqualTo(
                        new Failure(
                                Kind.HANDLER_FAILED,
                                "target asked for yet another attempt after 3, which is over the limit;"
                                        + " try later or do without it: overloaded"));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void waitForTheNextAttemptIsBounded() throws Exception {
        var never = new Outcome.RetryAfter(Duration.ofSeconds(Long.MAX_VALUE), "overloaded");
        var failure =
                failureOf(
                        new Scene()
                                .noter(
                                        "target",
                                        d -> new HandlerResponse(List.of(), List.of(), never)));

        assertThat(failure.kind()).isEqualTo(Kind.HANDLER_FAILED);
        assertThat(failure.message()).contains("over the limit");
    }

    @Test
    void tenAttemptsAreTheDefault() throws Exception {
        var attempts = new AtomicInteger();
        failureOf(
                new Scene()
                        .noter(
                                "target",
                                d -> {
                                    attempts.set(d.attempt());
                                    return again("overloaded");
                                }));

        assertThat(attempts).hasValue(10);
    }

    @Test
    void handlerThatSendsAgainAfterEveryRefusalIsEnded() throws Exception {
        try (var scene =
                new Scene()
                        .options(PipelineOptions.defaults().withRepeatLimits(1, 5, 1_000))
                        .pure("target", d -> Scene.send(Scene.note("nobody", "c")))) {
            var failure = await(scene);

            assertThat(failure.kind()).isEqualTo(Kind.HANDLER_FAILED);
            assertThat(failure.message()).contains("6 messages refused in a row");
            assertThat(scene.kernel.entries(MessageStatus.REFUSED)).hasSize(6);
            assertThat(scene.kernel.undelivered()).isEmpty();
        }
    }

    @Test
    void oneAdmittedMessageBetweenRefusalsStartsTheCountAnew() throws Exception {
        var calls = new AtomicInteger();
        try (var scene =
                new Scene()
                        .options(PipelineOptions.defaults().withRepeatLimits(1, 2, 1_000))
                        .pure("friend", d -> Scene.noted())
                        .pure(
                                "target",
                                d -> {
                                    int call = calls.incrementAndGet();
                                    var to = call % 3 == 0 ? "friend" : "nobody";
                                    return call > 12
                                            ? Scene.noted()
                                            : Scene.send(Scene.note(to, "c" + call));
                                })) {
            var answer = scene.start().submit("p", "target", "Note", Scene.NOTE_1).await();

            assertThat(answer).isInstanceOf(Answer.Replied.class);
            assertThat(scene.kernel.entries(MessageStatus.REFUSED)).hasSize(8);
        }
    }

    @Test
    void broadcastToAHundredThousandStrangersFillsNoJournal() throws Exception {
        var strangers = Collections.nCopies(100_000, "nobody");
        try (var scene =
                new Scene()
                        .pure(
                                "target",
                                d ->
                                        Scene.send(
                                                new Outgoing.Broadcast(
                                                        strangers, "Note", Scene.NOTE_1)))) {
            assertThat(await(scene).kind()).isEqualTo(Kind.HANDLER_FAILED);
            assertThat(scene.kernel.entries(MessageStatus.REFUSED)).hasSize(501);
        }
    }

    @Test
    void exceptionThatThrowsWhenAskedForItsTextFailsItsCallerAlone() throws Exception {
        var failure =
                failureOf(
                        new Scene()
                                .noter(
                                        "target",
                                        d -> {
                                            throw new Unspeakable();
                                        }));

        assertThat(failure.kind()).isEqualTo(Kind.HANDLER_FAILED);
        assertThat(failure.message()).contains("Unspeakable");
    }

    private void expectShortFailure(Scene.Code code) throws Exception {
        try (var scene = new Scene().noter("target", code)) {
            assertThat(await(scene).message()).hasSizeLessThan(2_200);
            assertThat(charsOf(scene.kernel)).isLessThan(50_000);
        }
    }

    private static HandlerResponse again(String reason) {
        return new HandlerResponse(
                List.of(), List.of(), new Outcome.RetryAfter(Duration.ZERO, reason));
    }

    private static Failure failureOf(Scene scene) throws Exception {
        try (scene) {
            return await(scene);
        }
    }

    private static Failure await(Scene scene) throws Exception {
        var answer = scene.start().submit("p", "target", "Note", Scene.NOTE_1).await();
        return ((Answer.Failed) answer).failure();
    }

    /// All that was written, operations other than messages included.
    private static long charsOf(FakeKernel kernel) {
        return kernel.transactions().stream()
                .flatMap(transaction -> transaction.ops().stream())
                .mapToLong(op -> op.toString().length() + payloadBytes(op))
                .sum();
    }

    private static long payloadBytes(KernelOp op) {
        return op instanceof KernelOp.MessageDispatched(var message) ? message.payload().size() : 0;
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }
}
