package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.PATIENT;
import static dev.bestcode.testkit.Fault.cutInToolInput;
import static dev.bestcode.testkit.Fault.errorEvent;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Progress;
import dev.bestcode.testkit.ScriptedClient;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class LlmPoolTest {
    private static final KernelState STATE =
            (KernelState)
                    Proxy.newProxyInstance(
                            KernelState.class.getClassLoader(),
                            new Class<?>[] {KernelState.class},
                            (_, _, _) -> {
                                throw new AssertionError("only the renderer reads the state");
                            });

    @Test
    void aRecipeIsRenderedAskedAndAnswered() throws InterruptedException {
        try (var model = ScriptedModel.start(answer("Hello there"))) {
            var delivery = new FakeDelivery(1);
            var pool = pool(client(model));
            var response = pool.handle(delivery);

            assertThat(pool.accepts()).isEqualTo(RequestRecipe.TYPE);
            assertThat(pool.effectFree()).isFalse();
            var reply = (Outgoing.Reply) response.outgoing().getFirst();
            assertThat(reply.tag()).isEqualTo(LlmReply.TYPE.tag()).isEqualTo(pool.answers().tag());
            var json = (JsonObject) Json.parse(reply.payload().bytes().toByteArray());
            assertThat(LlmReply.from(json).text()).isEqualTo("Hello there");
            assertThat(delivery.progress).containsExactly(new Progress.Text("Hello there"));
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatWasShownOfABrokenStreamIsWithdrawnAndTheDeliveryMadeAgain()
            throws InterruptedException {
        try (var model = ScriptedModel.start(fault(errorEvent("overloaded_error", "busy")))) {
            var delivery = new FakeDelivery(1);
            var response = pool(client(model)).handle(delivery);

            var again = (Outcome.RetryAfter) response.outcome();
            assertThat(again.delay()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(again.reason()).contains("busy");
            assertThat(delivery.progress)
                    .containsExactly(
                            new Progress.Text("The first words"),
                            new Progress.Withdrawn(again.reason()));
        }
    }

    @Test
    void whatWasNeverShownIsNotWithdrawn() throws InterruptedException {
        try (var model = ScriptedModel.start(fault(status(529)))) {
            var delivery = new FakeDelivery(2);
            pool(client(model)).handle(delivery);
            assertThat(delivery.answerStarted).isFalse();
            assertThat(delivery.progress).isEmpty();
        }
    }

    @Test
    void anAnswerThatBrokeOffBeforeAnythingWasShownHadStarted() throws InterruptedException {
        try (var model = ScriptedModel.start(fault(cutInToolInput()))) {
            var delivery = new FakeDelivery(1);

            var response = pool(client(model)).handle(delivery);

            assertThat(response.outcome()).isInstanceOf(Outcome.RetryAfter.class);
            assertThat(delivery.answerStarted).isTrue();
            assertThat(delivery.progress).isEmpty();
        }
    }

    @Test
    void theProvidersWaitIsHonoured() throws InterruptedException {
        try (var model = ScriptedModel.start(fault(rateLimited(Duration.ofSeconds(90))))) {
            var response = pool(client(model)).handle(new FakeDelivery(1));
            assertThat(((Outcome.RetryAfter) response.outcome()).delay())
                    .isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void aProviderThatStaysDownIsGivenUpWithinThirtySeconds() throws InterruptedException {
        var attempts = new AtomicInteger();
        var pool =
                pool(
                        (_, _) -> {
                            attempts.incrementAndGet();
                            throw new LlmException.Transient("it is down", Optional.empty());
                        });
        var waited = Duration.ZERO;
        int attempt = 1;
        var response = pool.handle(new FakeDelivery(attempt));
        while (response.outcome() instanceof Outcome.RetryAfter again) {
            waited = waited.plus(again.delay());
            response = pool.handle(new FakeDelivery(++attempt));
        }

        assertThat(attempts).hasValue(6);
        assertThat(waited).isLessThanOrEqualTo(Duration.ofSeconds(25));
        assertThat(failure(response).kind()).isEqualTo(Failure.Kind.PROVIDER_FAILED);
        assertThat(failure(response).message())
                .contains("it is down", "after 6 attempts", "try again");
    }

    @Test
    void aPermanentFailureIsFinalAtOnce() throws InterruptedException {
        try (var model = ScriptedModel.start(fault(status(404)))) {
            var response = pool(client(model)).handle(new FakeDelivery(1));
            assertThat(failure(response).kind()).isEqualTo(Failure.Kind.PROVIDER_FAILED);
            assertThat(failure(response).message()).contains("404");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void aDeliveryMayTakeAsLongAsARequestAndTheWaitBeforeIt() {
        var hours = Duration.ofHours(3);
        var pool = pool(ScriptedClient.of(), hours);
        assertThat(pool.timeLimit()).isEqualTo(hours.plus(SharedLimit.HELD_MAX));
    }

    @Test
    void anInterruptPassesThrough() {
        var pool =
                pool(
                        (_, _) -> {
                            throw new InterruptedException("stopped");
                        });
        assertThatThrownBy(() -> pool.handle(new FakeDelivery(1)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void noMoreThanTheBoundAreUnderWayAtOnce() throws InterruptedException {
        int bound = SharedLimit.REQUESTS_IN_FLIGHT_MAX;
        var inFlight = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(bound);
        var go = new Phaser(1);
        var pool =
                pool(
                        (_, _) -> {
                            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                            full.countDown();
                            go.awaitAdvance(0);
                            inFlight.decrementAndGet();
                            return new LlmReply(
                                    "m",
                                    List.of(),
                                    StopReason.END_TURN,
                                    Usage.ZERO,
                                    Sha256.of(new byte[0]));
                        });
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 3 * bound; i++) {
            callers.add(Thread.ofVirtual().start(() -> handle(pool)));
        }
        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
        go.arrive();
        for (var caller : callers) {
            caller.join();
        }
        assertThat(most).hasValue(bound);
    }

    private static void handle(LlmPool pool) {
        try {
            pool.handle(new FakeDelivery(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Failure failure(HandlerResponse response) {
        return ((Outcome.Failed) response.outcome()).failure();
    }

    private static LlmClient client(ScriptedModel model) {
        return AnthropicClient.builder()
                .baseUrl(model.baseUrl())
                .apiKey(KEY)
                .timeouts(PATIENT)
                .httpClient(Fixtures.DIRECT)
                .build();
    }

    private static LlmPool pool(LlmClient client) {
        return pool(client, LlmTimeouts.DEFAULT.total());
    }

    private static LlmPool pool(LlmClient client, Duration requestMax) {
        return new LlmPool(
                client,
                (recipe, state) -> {
                    assertThat(recipe).isEqualTo(FakeDelivery.RECIPE);
                    assertThat(state).isSameAs(STATE);
                    return Fixtures.hello();
                },
                () -> STATE,
                requestMax,
                RetryPolicy.DEFAULT,
                new Random(42));
    }
}
