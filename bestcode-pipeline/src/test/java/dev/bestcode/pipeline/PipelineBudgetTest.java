package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.UntrustedBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// What requests may cost is set aside before they are dispatched and settled when they are
/// answered. A reply of this model costs 15 tokens, and is never expected to cost more than 20.
@Timeout(60)
class PipelineBudgetTest {
    private static final Allowance MOST = new Allowance(20, 0);
    private static final Allowance MOST_MONEY = new Allowance(20, 60);

    private final AtomicInteger asked = new AtomicInteger();
    private final List<Failure.Kind> failures = new CopyOnWriteArrayList<>();

    @Test
    void ofAFanOutOfTwentyAsManyAreAskedAsTheBudgetCovers() throws Exception {
        try (var scene = scene(100, _ -> Scene.llmSays())) {
            scene.pure("caller", fanOut("llm", MOST));
            run(scene);

            assertThat(asked).hasValue(5);
            assertThat(failures).hasSize(15).containsOnly(Failure.Kind.OUT_OF_BUDGET);
            assertThat(account(scene)).isEqualTo(settled(5 * 15, 0));
        }
    }

    @Test
    void childrenDrawOnWhatTheirParentMaySpend() throws Exception {
        try (var scene = scene(100, _ -> Scene.llmSays())) {
            scene.pure("caller", fanOut("child", Allowance.ZERO));
            scene.pure("child", asksOnce());
            run(scene);

            assertThat(asked.get())
                    .isBetween(5, 6); // what is settled early leaves room for one more
            assertThat(failures).hasSize(20 - asked.get());
            assertThat(account(scene)).isEqualTo(settled(asked.get() * 15L, 0));
        }
    }

    @Test
    void whatAHandlerSpendsByItselfLeavesLessToAskFor() throws Exception {
        for (var left : Map.of(81L, 0, 80L, 1).entrySet()) {
            asked.set(0);
            failures.clear();
            try (var scene = scene(100, _ -> Scene.llmSays())) {
                scene.pure("caller", spendsAndAsksOnce(left.getKey()));
                run(scene);

                assertThat(asked).hasValue(left.getValue());
                assertThat(failures).hasSize(1 - left.getValue());
                assertThat(account(scene))
                        .isEqualTo(settled(left.getKey() + 15L * left.getValue(), 0));
            }
        }
    }

    @Test
    void anAttemptThatAKillCutShortIsChargedInFullAsAnEstimateAndMadeAgain() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        Scene.Code model =
                _ -> {
                    begun.countDown();
                    over.await();
                    return Scene.llmSays();
                };
        try (var killed = scene(100, model);
                var second = scene(100, model)) {
            killed.pure("caller", asksOnce());
            second.pure("caller", asksOnce());
            var run = killed.start().submit("p", "caller", "Note", Scene.NOTE_1).run();
            begun.await();
            assertThat(account(killed).open()).containsOnlyKeys("call").containsValue(MOST);
            copy(killed, second);
            over.countDown();

            second.start().takeUp(run).await();

            assertThat(asked).hasValue(2);
            assertThat(account(second)).isEqualTo(settled(20 + 15, 20));
        }
    }

    @Test
    void aTaskThatIsTakenUpHasTheTimeThatWasLeftOfIt() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var now = new AtomicReference<>(Instant.EPOCH);
        var left = new CopyOnWriteArrayList<Duration>();
        Scene.Code model =
                _ -> {
                    begun.countDown();
                    over.await();
                    return Scene.llmSays();
                };
        try (var killed = scene(100, model);
                var second = scene(100, model)) {
            killed.builder.clock(now::get);
            second.builder.clock(now::get);
            killed.pure(
                    "caller",
                    delivery -> {
                        now.set(Instant.EPOCH.plusSeconds(600)); // before it asks
                        return asksOnce().handle(delivery);
                    });
            second.pure(
                    "caller",
                    delivery -> {
                        left.add(delivery.left().time());
                        return asksOnce().handle(delivery);
                    });
            var run = killed.start().submit("p", "caller", "Note", Scene.NOTE_1).run();
            begun.await();
            copy(killed, second);
            now.set(Instant.EPOCH.plusSeconds(600).plus(Duration.ofDays(3))); // nobody works on it
            over.countDown();

            second.start().takeUp(run).await();

            assertThat(left).containsExactly(Duration.ofMinutes(50));
        }
    }

    @Test
    void aDeliverySeesOneAmountOfWhatIsLeftHoweverOftenItLooks() throws Exception {
        var now = new AtomicReference<>(Instant.EPOCH);
        var left = new CopyOnWriteArrayList<Left>();
        try (var scene = scene(100, _ -> Scene.llmSays())) {
            scene.builder.clock(now::get);
            scene.pure(
                    "caller",
                    delivery -> {
                        left.add(delivery.left());
                        now.set(Instant.EPOCH.plusSeconds(600));
                        left.add(delivery.left());
                        return Scene.noted();
                    });
            run(scene);

            assertThat(left).hasSize(2).containsOnly(left.getFirst());
        }
    }

    @Test
    void whatALostAttemptCostLeavesTooLittleForAnotherOne() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        Scene.Code model =
                _ -> {
                    begun.countDown();
                    over.await();
                    return Scene.llmSays();
                };
        try (var killed = scene(30, model);
                var second = scene(30, model)) {
            killed.pure("caller", asksOnce());
            second.pure("caller", asksOnce());
            var run = killed.start().submit("p", "caller", "Note", Scene.NOTE_1).run();
            begun.await();
            copy(killed, second);
            over.countDown();

            second.start().takeUp(run).await();

            assertThat(asked).hasValue(1);
            assertThat(failures).containsExactly(Failure.Kind.OUT_OF_BUDGET);
            assertThat(account(second)).isEqualTo(settled(20, 20));
        }
    }

    @Test
    void aTaskWhoseRequestWasDroppedHasItsOwnLimitWhenItIsTakenUp() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        Scene.Code model =
                _ -> {
                    begun.countDown();
                    over.await();
                    return Scene.llmSays();
                };
        try (var killed = ownLimitScene(30, model);
                var second = ownLimitScene(30, model)) {
            var run = killed.start().submit("p", "caller", "Note", Scene.NOTE_1).run();
            begun.await();
            copy(killed, second);
            over.countDown();

            second.start().takeUp(run).await();

            assertThat(asked).hasValue(1);
            assertThat(failures).containsExactly(Failure.Kind.OUT_OF_BUDGET);
        }
    }

    /// Its request says what it may spend, and is dropped once it is delivered.
    private Scene ownLimitScene(long tokens, Scene.Code model) {
        var scene = new Scene();
        scene.routes.retain(new Retention.PruneOnDelivery());
        scene.builder
                .budgets(
                        (_, listener, request) ->
                                listener.equals("caller") && !request.equals(JsonObject.EMPTY)
                                        ? new Left(new Allowance(tokens, 0), Duration.ofHours(1))
                                        : Left.UNLIMITED)
                .listener("llm", new Model(Scene.NOTE, model));
        scene.pure("caller", asksOnce());
        return scene;
    }

    @Test
    void aBrokenAnswerThatHadBegunIsChargedAndOneThatHadNotIsFree() throws Exception {
        Scene.Code model =
                delivery -> {
                    if (delivery.attempt() == 2) {
                        delivery.progress(new Progress.Text("half a"));
                    }
                    return delivery.attempt() <= 2
                            ? new HandlerResponse(
                                    List.of(),
                                    List.of(),
                                    new Outcome.RetryAfter(Duration.ZERO, "it broke"))
                            : Scene.llmSays();
                };
        try (var scene = scene(100, model)) {
            scene.pure("caller", asksOnce());
            run(scene);

            assertThat(asked).hasValue(3);
            assertThat(account(scene)).isEqualTo(settled(20 + 15, 20));
        }
    }

    @Test
    void aFailureBeforeAnythingWasAnsweredIsFree() throws Exception {
        var refused = new Failure(Failure.Kind.PROVIDER_FAILED, "no such key");
        try (var scene = scene(100, _ -> HandlerResponse.failed(refused))) {
            scene.pure("caller", asksOnce());
            run(scene);

            assertThat(account(scene)).isEqualTo(settled(0, 0));
        }
    }

    @Test
    void anAnswerIsChargedAtThePriceOfTheModelThatWasAskedWhateverNameItBears() throws Exception {
        var prices = Map.of("asked", 3L, "model-1", 1L); // an answer says that it is of model-1
        assertThat(moneyOf("asked", prices)).isEqualTo(3 * 15);
        assertThat(moneyOf("asked", Map.of("asked", 3L))).isEqualTo(3 * 15);
        assertThat(moneyOf("unpriced", prices)).isEqualTo(15);
    }

    @Test
    void anAnswerThatNoPriceIsKnownForCostsWhatWasSetAsideForIt() throws Exception {
        assertThat(moneyOf("unpriced", Map.of())).isEqualTo(MOST_MONEY.microUsd());
    }

    @Test
    void anAnswerThatNothingWasSetAsideForIsChargedAllTheSame() throws Exception {
        try (var scene = scene(100, _ -> Scene.llmSays())) {
            scene.pure("caller", asks(Allowance.ZERO));
            run(scene);

            assertThat(account(scene)).isEqualTo(settled(15, 0));
        }
    }

    /// What a request to a model has cost that was cut short by a kill, and made again.
    @Test
    void whatIsAskedAgainAfterAKillIsChargedAtThePriceOfTheModelThatWasAsked() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        Scene.Code model =
                _ -> {
                    begun.countDown();
                    over.await();
                    return Scene.llmSays();
                };
        var prices = Map.of("asked", 3L);
        try (var killed = pricedScene(prices, model);
                var second = pricedScene(prices, model)) {
            killed.pure("caller", asksModel("asked"));
            second.pure("caller", asksModel("asked"));
            var run = killed.start().submit("p", "caller", "Note", Scene.NOTE_1).run();
            begun.await();
            copy(killed, second);
            over.countDown();

            second.start().takeUp(run).await();

            assertThat(account(second).estimated()).isEqualTo(MOST_MONEY);
            assertThat(account(second).spent())
                    .isEqualTo(MOST_MONEY.plus(new Allowance(15, 3 * 15)));
        }
    }

    /// @param prices in millionths of a dollar for a token, by model
    private long moneyOf(String asked, Map<String, Long> prices) throws Exception {
        try (var scene = pricedScene(prices, _ -> Scene.llmSays())) {
            scene.pure("caller", asksModel(asked));
            run(scene);

            assertThat(account(scene).spent().tokens()).isEqualTo(15);
            return account(scene).spent().microUsd();
        }
    }

    private Scene pricedScene(Map<String, Long> prices, Scene.Code model) {
        var scene = new Scene();
        scene.builder
                .prices(
                        (name, usage) ->
                                prices.containsKey(name)
                                        ? OptionalLong.of(
                                                prices.get(name) * (usage.input() + usage.output()))
                                        : OptionalLong.empty())
                .listener("llm", new Model(RequestRecipe.TYPE, model));
        return scene;
    }

    private Scene.Code asksModel(String name) {
        return delivery ->
                delivery.message().kind() == Message.Kind.REQUEST
                        ? Scene.send(
                                new Outgoing.Send(
                                        "llm",
                                        RequestRecipe.TYPE.tag(),
                                        UntrustedBytes.of(
                                                new RequestRecipe(
                                                                delivery.message().thread(),
                                                                new SegmentId(1),
                                                                name,
                                                                100)
                                                        .toJson()),
                                        "call",
                                        MOST_MONEY))
                        : answered(delivery, true);
    }

    private Scene scene(long tokens, Scene.Code model) {
        var scene = new Scene();
        scene.builder
                .budgets(
                        (_, listener, _) ->
                                listener.equals("caller")
                                        ? new Left(new Allowance(tokens, 0), Duration.ofHours(1))
                                        : Left.UNLIMITED)
                .listener("llm", new Model(Scene.NOTE, model));
        return scene;
    }

    private Scene.Code fanOut(String to, Allowance each) {
        var left = new AtomicInteger(20);
        return delivery ->
                delivery.message().kind() == Message.Kind.REQUEST
                        ? Scene.send(
                                IntStream.range(0, 20)
                                        .mapToObj(call -> ask(to, "call-" + call, each))
                                        .toArray(Outgoing[]::new))
                        : answered(delivery, left.decrementAndGet() == 0);
    }

    private Scene.Code asksOnce() {
        return asks(MOST);
    }

    private Scene.Code asks(Allowance most) {
        return delivery ->
                delivery.message().kind() == Message.Kind.REQUEST
                        ? Scene.send(ask("llm", "call", most))
                        : answered(delivery, true);
    }

    private Scene.Code spendsAndAsksOnce(long tokens) {
        var asks = asksOnce();
        return delivery -> {
            var response = asks.handle(delivery);
            return delivery.message().kind() == Message.Kind.REQUEST
                    ? HandlerResponse.done(
                            response.outgoing(),
                            List.of(
                                    new KernelOp.UsageCharged(
                                            delivery.message().thread(),
                                            new Usage(tokens, 0, 0, 0))))
                    : response;
        };
    }

    private HandlerResponse answered(Delivery delivery, boolean last) {
        if (delivery.message().kind() == Message.Kind.FAILURE) {
            failures.add(Failure.from(delivery.payload()).kind());
        }
        return last ? Scene.noted() : Scene.acknowledge();
    }

    private static Outgoing.Send ask(String to, String call, Allowance most) {
        return new Outgoing.Send(to, Scene.NOTE.tag(), Scene.NOTE_1, call, most);
    }

    private static RunId run(Scene scene) throws InterruptedException {
        var ticket = scene.start().submit("p", "caller", "Note", Scene.NOTE_1);
        ticket.await();
        return ticket.run();
    }

    private static Account account(Scene scene) {
        var state = scene.kernel.state();
        var run = state.runs().all().getFirst();
        return Account.of(state, run.thread()).workedFor(Duration.ZERO);
    }

    private static Account settled(long spent, long estimated) {
        return new Account(
                new Allowance(spent, 0),
                new Allowance(estimated, 0),
                Allowance.ZERO,
                Map.of(),
                Allowance.ZERO,
                Duration.ZERO);
    }

    private static void copy(Scene from, Scene to) {
        to.kernel.content().put(from.routes.rights("p").canonical());
        from.kernel.transactions().forEach(each -> to.kernel.commit(each.ops(), Force.NOW));
    }

    /// May be asked again, as a model may.
    private final class Model implements Handler {
        private final PayloadType accepts;
        private final Scene.Code code;

        Model(PayloadType accepts, Scene.Code code) {
            this.accepts = accepts;
            this.code = code;
        }

        @Override
        public PayloadType accepts() {
            return accepts;
        }

        @Override
        public PayloadType answers() {
            return LlmReply.TYPE;
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public HandlerResponse handle(Delivery delivery) throws InterruptedException {
            asked.incrementAndGet();
            return code.handle(delivery);
        }
    }
}
