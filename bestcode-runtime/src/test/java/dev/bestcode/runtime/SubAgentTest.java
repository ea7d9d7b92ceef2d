package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A profile that another agent calls as a tool (G3, G7, G15), through the whole system.
@Timeout(120)
class SubAgentTest {
    private static final String HELP = "{\"task\":\"look\"}";

    /// A dollar for a million tokens, whatever they are.
    private static final ModelPricing PRICE_TABLE =
            _ ->
                    Optional.of(
                            new ModelPrice(
                                    new ModelPrice.Rates(
                                            BigDecimal.ONE,
                                            BigDecimal.ONE,
                                            BigDecimal.ONE,
                                            BigDecimal.ONE),
                                    Optional.empty(),
                                    "this test",
                                    LocalDate.EPOCH));

    @TempDir private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "alpha");
    }

    @Test
    void itWorksOnAThreadOfItsOwnAndItsLastWordsAreTheOutcome() throws Exception {
        var events = new ConcurrentLinkedQueue<BestCodeEvent>();
        try (var model =
                        ScriptedModel.start(
                                calls(tool("help", HELP)),
                                calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                                answer("it says alpha"),
                                answer("alpha it is"));
                var os = Team.system(model, folder, "").events(events::add).build()) {
            var result = os.submit(task()).await();

            assertThat(model.violations()).isEmpty();
            assertThat(result.text()).isEqualTo("alpha it is");
            assertThat(result.turns()).isEqualTo(2);
            assertThat(text(model, 1)).contains("You help.").doesNotContain("the lead's task");
            assertThat(text(model, 3)).contains("it says alpha").doesNotContain("You help.");
            assertThat(left(os.state(), result.run())).isEmpty();
        }
        var started = only(events, BestCodeEvent.AgentStarted.class);
        var called = only(events, BestCodeEvent.ToolCalled.class, it -> it.tool().equals("help"));
        assertThat(started.caller()).isEqualTo(called.thread()).isNotEqualTo(started.thread());
        assertThat(started.call()).isEqualTo(called.call());
        assertThat(started.profile()).isEqualTo("helping");
        assertThat(only(events, BestCodeEvent.AgentEnded.class))
                .isEqualTo(
                        new BestCodeEvent.AgentEnded(
                                started.run(),
                                started.thread(),
                                only(events, BestCodeEvent.AgentEnded.class).seq(),
                                RunStatus.DONE,
                                2));
        assertThat(
                        only(
                                        events,
                                        BestCodeEvent.ToolCalled.class,
                                        it -> it.tool().equals("file-read"))
                                .thread())
                .isEqualTo(started.thread());
    }

    @Test
    void ofWhatItsProfileNamesItHasWhatItsCallerReachesToo() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                calls(tool("help", HELP)),
                                calls(tool("file-write", "{\"path\":\"b\",\"content\":\"x\"}")),
                                answer("I could not"),
                                answer("too bad"));
                var os = Team.system(model, folder, "").build()) {
            assertThat(os.submit(task()).await().status()).isEqualTo(RunStatus.DONE);

            assertThat(tools(model, 1)).containsExactlyInAnyOrder("file-read", "glob", "help");
            assertThat(text(model, 2)).contains("no route from 'helper' to 'file-write'");
            assertThat(folder.resolve("b")).doesNotExist();
        }
    }

    @Test
    void anOrganismInAnotherFileIsCalledWithItsOwnAgentAndWhatBothReach() throws Exception {
        Files.writeString(
                folder.resolve("child.yaml"),
                """
                prompts: {house: "You help."}
                listeners:
                  - name: coder
                    agent: {prompt: house}
                    peers: [file-read, file-write]
                profiles:
                  helping: {listeners: [coder, file-read, file-write]}
                """);
        try (var model =
                        ScriptedModel.start(
                                calls(tool("help", HELP)),
                                calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                                answer("it says alpha"),
                                answer("alpha it is"));
                var os =
                        Team.system(model, folder, ", organism: child.yaml, agent: coder")
                                .build()) {
            assertThat(os.submit(task()).await().text()).isEqualTo("alpha it is");

            assertThat(text(model, 1)).contains("You help.");
            assertThat(tools(model, 1)).containsExactly("file-read", "recall");
        }
    }

    @Test
    void whatItsCallerLosesByAReloadIsLostToItAtItsNextHop() throws Exception {
        var helping = new CountDownLatch(1);
        var reloaded = new CountDownLatch(1);
        try (var model =
                        model(
                                lead -> isFirst(lead) ? calls(tool("help", HELP)) : answer("on"),
                                helper -> {
                                    helping.countDown();
                                    await(reloaded);
                                    return isFirst(helper)
                                            ? calls(tool("file-read", "{\"path\":\"a.txt\"}"))
                                            : answer("not any more");
                                });
                var os = Team.system(model, folder, "").build()) {
            var run = os.submit(task());
            await(helping);
            var less =
                    Team.YAML
                            .formatted(", agent: helper")
                            .replace("[lead, file-read, glob, help]", "[lead, glob, help]");
            os.reload(OrganismYaml.parse(less, folder));
            reloaded.countDown();

            assertThat(run.await().text()).isEqualTo("on");
            assertThat(text(model, 2)).contains("no route from 'helper' to 'file-read'");
        }
    }

    @Test
    void itIsNotCalledWithoutWhatItRequires() throws Exception {
        try (var model = ScriptedModel.start(calls(tool("help", HELP)), answer("then not"));
                var os = Team.system(model, folder, ", requires: [file-write]").build()) {
            assertThat(os.submit(task()).await().text()).isEqualTo("then not");

            assertThat(text(model, 1)).contains("help cannot work without file-write");
        }
    }

    @Test
    void ofEightCallsFiveRunAtOnceAndTheOthersFollow() throws Exception {
        var five = new CountDownLatch(5);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var eight =
                IntStream.range(0, 8)
                        .mapToObj(i -> tool("help", "{\"task\":\"look %d\"}".formatted(i)))
                        .toArray(Step.ToolCall[]::new);
        try (var model =
                        model(
                                lead -> isFirst(lead) ? calls(eight) : answer("all eight"),
                                _ -> {
                                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                    five.countDown();
                                    await(five);
                                    now.decrementAndGet();
                                    return answer("seen");
                                });
                var os = Team.system(model, folder, "").build()) {
            var result = os.submit(task()).await();

            assertThat(result.text()).isEqualTo("all eight");
            assertThat(most).hasValue(5);
            assertThat(results(model)).hasSize(8).allMatch(text -> text.contains("seen"));
            ReplayTest.same(os.replay(result.run()));
        }
    }

    @Test
    void aModelThatCallsItselfWithoutEndComesFourDeep() throws Exception {
        var asked = new AtomicInteger();
        try (var model =
                        model(
                                lead -> isFirst(lead) ? calls(tool("help", HELP)) : answer("end"),
                                helper -> {
                                    asked.incrementAndGet();
                                    return isFirst(helper)
                                            ? calls(tool("help", HELP))
                                            : answer("as deep as it goes");
                                });
                var os = Team.system(model, folder, "").build()) {
            assertThat(os.submit(task()).await().text()).isEqualTo("end");

            assertThat(asked).as("four helpers, asked twice each").hasValue(8);
            assertThat(model.requests())
                    .filteredOn(it -> Json.text(it.body()).contains("may be called 4 deep"))
                    .isNotEmpty();
        }
    }

    @Test
    void aModelThatSpawnsWithoutEndStaysBelowTheRunsTokensAndLeavesNothing() throws Exception {
        try (var model = endless();
                var os = Team.system(model, folder, "").build()) {
            var budget = TaskBudget.UNSTATED.withTokens(60_000);
            var result = os.submit(task().withBudget(budget)).await();

            assertThat(result.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);
            assertThat(model.counted().stream().mapToLong(SubAgentTest::tokens).sum())
                    .isBetween(5_000L, 60_000L);
            assertThat(left(os.state(), result.run())).isEmpty();
            assertThat(reserved(os.state(), result.run())).isZero();
            ReplayTest.same(os.replay(result.run()));
        }
    }

    @Test
    void aModelThatSpawnsWithoutEndIsOverWhenTheRunsTimeIs() throws Exception {
        try (var model = endless();
                var os = Team.system(model, folder, "").build()) {
            var budget = TaskBudget.UNSTATED.withTime(Duration.ofSeconds(1));
            var result = os.submit(task().withBudget(budget)).await();

            assertThat(result.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);
            assertThat(left(os.state(), result.run())).isEmpty();
        }
    }

    @Test
    void oneCallSpendsAtMostItsOwnBudgetAndItsCallerGoesOn() throws Exception {
        try (var model =
                        model(
                                lead -> isFirst(lead) ? calls(tool("help", HELP)) : answer("on"),
                                _ -> calls(tool("glob", "{\"pattern\":\"*\"}")));
                var os = Team.system(model, folder, ", budget: {tokens: 0}").build()) {
            assertThat(os.submit(task()).await().text()).isEqualTo("on");

            assertThat(text(model, 1)).contains("help ended as out_of_budget");
            assertThat(model.requests()).hasSize(2);
        }
    }

    @Test
    void aCallWhoseModelSpawnsWithoutEndStaysBelowItsMoneyAndItsCallerGoesOn() throws Exception {
        long limit = 30_000;
        try (var model =
                        model(
                                lead -> isFirst(lead) ? calls(tool("help", HELP)) : answer("on"),
                                spawning());
                var os =
                        Team.system(model, folder, ", budget: {usd: 0.03}")
                                .pricedBy(PRICE_TABLE)
                                .build()) {
            var result = os.submit(task()).await();

            assertThat(result.status()).isEqualTo(RunStatus.DONE);
            assertThat(result.text()).isEqualTo("on");
            assertThat(results(model)).anyMatch(it -> it.contains("help ended as out_of_budget"));
            long helpers = all(model) - microUsd(result.usage());
            assertThat(helpers).as("millionths of a dollar").isBetween(limit / 10, limit);
            assertThat(model.requests()).hasSizeGreaterThan(4);
            assertThat(left(os.state(), result.run())).isEmpty();
            assertThat(reserved(os.state(), result.run())).isZero();
            ReplayTest.same(os.replay(result.run()));
        }
    }

    /// What the provider would ask for everything.
    private static long all(ScriptedModel model) {
        return model.counted().stream().mapToLong(SubAgentTest::microUsd).sum();
    }

    private static long microUsd(Usage usage) {
        return PRICE_TABLE
                .priceOf("sonnet")
                .orElseThrow()
                .cost(usage)
                .movePointRight(ModelPrice.USD_SCALE)
                .longValueExact();
    }

    @Test
    void whatBreaksItIsItsCallersToolError() throws Exception {
        try (var model =
                        model(
                                lead -> isFirst(lead) ? calls(tool("help", HELP)) : answer("on"),
                                _ -> fault(Fault.status(400)));
                var os = Team.system(model, folder, "").build()) {
            var result = os.submit(task()).await();

            assertThat(result.text()).isEqualTo("on");
            assertThat(result.status()).isEqualTo(RunStatus.DONE);
            assertThat(text(model, 2)).contains("\"is_error\":true", "help ended as");
        }
    }

    @Test
    void stoppingItsCallerEndsIt() throws Exception {
        var helping = new CountDownLatch(3);
        var resting = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var model =
                        model(
                                lead -> {
                                    if (isFirst(lead)) {
                                        return calls(
                                                tool("help", "{\"task\":\"1\"}"),
                                                tool("help", "{\"task\":\"2\"}"),
                                                tool("help", "{\"task\":\"3\"}"));
                                    }
                                    resting.countDown();
                                    await(never);
                                    return answer("too late");
                                },
                                _ -> {
                                    helping.countDown();
                                    await(never);
                                    return answer("too late");
                                });
                var os = Team.system(model, folder, "").build()) {
            var run = os.submit(task());
            assertThat(helping.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(left(os.state(), run.id())).hasSize(3);
            run.stop();

            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            var rest = os.followUp(run.id(), "rest"); // begins once the first is wholly over
            await(resting);
            assertThat(left(os.state(), run.id())).containsExactly("root.lead.llm-pool");
            rest.stop();
            never.countDown();
            rest.await();
            ReplayTest.same(os.replay(run.id()));
        }
    }

    private static Task task() {
        return Task.of("leading", "the lead's task").withListener("lead");
    }

    private static ScriptedModel model(
            Function<JsonObject, Step> lead, Function<JsonObject, Step> helper) {
        return ScriptedModel.builder()
                .otherwise(
                        computed(body -> Team.isLead(body) ? lead.apply(body) : helper.apply(body)))
                .start();
    }

    /// Each answer, whoever asks, calls six helpers with tasks that nobody had before.
    private static ScriptedModel endless() {
        var more = spawning();
        return model(more, more);
    }

    private static Function<JsonObject, Step> spawning() {
        var many = new AtomicInteger();
        return _ ->
                calls(
                        IntStream.range(0, 6)
                                .map(_ -> many.incrementAndGet())
                                .mapToObj(i -> tool("help", "{\"task\":\"%d\"}".formatted(i)))
                                .toArray(Step.ToolCall[]::new));
    }

    private static boolean isFirst(JsonObject request) {
        return request.requireArray("messages").values().size() == 1;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> tools(ScriptedModel model, int request) {
        return model.requests().get(request).body().requireArray("tools").values().stream()
                .map(tool -> ((JsonObject) tool).requireString("name"))
                .toList();
    }

    private static String text(ScriptedModel model, int request) {
        return Json.text(model.requests().get(request).body());
    }

    private static List<String> results(ScriptedModel model) {
        var messages = model.requests().getLast().body().requireArray("messages");
        return ((JsonObject) messages.values().getLast())
                .requireArray("content").values().stream().map(Json::text).toList();
    }

    /// Threads of a run besides its own.
    private static List<String> left(KernelState state, RunId run) {
        var own = state.threads().ofRun(run).orElseThrow().id();
        return state.threads().children(own).stream()
                .map(row -> state.threads().path(row.id()))
                .toList();
    }

    private static long reserved(KernelState state, RunId run) {
        var thread = state.threads().ofRun(run).orElseThrow().id();
        var account = state.handlerState(thread, "system.account").orElseThrow();
        return Json.parseObject(account.utf8()).requireObject("open").members().size();
    }

    private static long tokens(Usage usage) {
        return usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite();
    }

    private static <T extends BestCodeEvent> T only(Queue<BestCodeEvent> events, Class<T> type) {
        return only(events, type, _ -> true);
    }

    private static <T extends BestCodeEvent> T only(
            Queue<BestCodeEvent> events, Class<T> type, Predicate<T> which) {
        var found = events.stream().filter(type::isInstance).map(type::cast).filter(which).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
