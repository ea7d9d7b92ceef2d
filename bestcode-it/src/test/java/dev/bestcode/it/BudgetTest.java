package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.llm.ModelPrices;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A budget of money in real processes, beside what the model's server counted (G7).
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class BudgetTest {
    private static final int KILLS = Boolean.getBoolean("bestcode.long") ? 40 : 4;
    private static final int TURNS_BETWEEN_KILLS = 3;
    private static final int SECONDS_MAX = 60;
    private static final String OWN = "openai/my-model";
    private static final String PRICES =
            """
            {"version":1,"prices":[{"model":"openai/my-model","input":"3","output":"15",
             "cache_write":"3","cache_read":"3","source":"my contract","date":"2026-11-27"}]}""";

    @TempDir private Path folder;
    private final Semaphore asked = new Semaphore(0);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whereverARunIsKilledItsLedgerHasAllThatTheServerCounted() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        System.out.printf("counts: killed %d times, seed %d%n", KILLS, seed);
        var random = new Random(seed);
        try (var model = ScriptedModel.builder().otherwise(computed(this::untilDone)).start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                var command = kill == 0 ? run(model, "--budget-usd", "9") : resume(model);
                kill(command, 1 + random.nextInt(TURNS_BETWEEN_KILLS), random.nextInt(30_000));
                var ledger = Ledger.in(folder.resolve("state"));
                assertThat(ledger.withReservations().tokens())
                        .as("after kill %d, seed %d: %s", kill, seed, ledger)
                        .isGreaterThanOrEqualTo(tokens(model.counted()));
                assertThat(ledger.withReservations().microUsd())
                        .isGreaterThanOrEqualTo(microUsd(model.counted()));
            }
            var ended = resume(model).run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(model.violations()).isEmpty();
            var ledger = Ledger.in(folder.resolve("state"));
            var settled = settled(model);
            assertThat(ledger.open()).isZero();
            assertThat(ledger.spent().minus(ledger.estimated()).tokens())
                    .as("seed %d: %s", seed, ledger)
                    .isEqualTo(tokens(settled));
            assertThat(ledger.spent().minus(ledger.estimated()).microUsd())
                    .isEqualTo(microUsd(settled));
            assertThat(ledger.estimated().tokens())
                    .isGreaterThanOrEqualTo(tokens(model.counted()) - tokens(settled));
            assertThat(ledger.kernelTokens()).isEqualTo(ledger.spent().tokens());
        }
    }

    @Test
    void anEndlessLoopOfTwentyCallsAnAnswerIsNeverBilledMoreThanItMayCost() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(computed(_ -> twentyLooks())).start()) {
            var ended = run(model, "--budget-usd", "0.08").run();

            assertThat(ended.exit()).as(ended.err()).isEqualTo(4);
            assertThat(ended.err()).contains("left of the budget", "raise the budget");
            assertThat(model.requests()).hasSizeGreaterThan(2);
            assertThat(microUsd(model.counted())).isBetween(20_000L, 80_000L);
            assertThat(Ledger.in(folder.resolve("state")).spent().microUsd())
                    .isEqualTo(microUsd(model.counted()));
        }
    }

    @Test
    void zeroOfAnythingAsksNobody() throws Exception {
        try (var model = ScriptedModel.start(answer("never"))) {
            for (var option :
                    List.of("--budget-usd", "--budget-tokens", "--timeout", "--max-iterations")) {
                assertThat(run(model, option, "0").run().exit()).as(option).isEqualTo(4);
            }
            assertThat(model.requests()).isEmpty();
        }
    }

    @Test
    void whatCannotBeABudgetIsUsage() throws Exception {
        try (var model = ScriptedModel.start(answer("never"))) {
            for (var wrong : List.of("-1", "much", "0.0000001")) {
                var ended = run(model, "--budget-usd=" + wrong).run();
                assertThat(ended.exit()).as(wrong).isEqualTo(2);
                assertThat(ended.err()).contains("budget");
            }
            var unpriced = run(model, "--model", "openai/nobody-knows", "--budget-usd", "1");
            var ended = unpriced.env("OPENAI_API_KEY", "k").run();
            assertThat(ended.exit()).isEqualTo(3);
            assertThat(ended.err()).contains("price of model", "--prices FILE", "tokens instead");
            assertThat(model.requests()).isEmpty();
        }
    }

    @Test
    void pricesOfYourOwnAreWhatABudgetOfMoneyIsHeldBy() throws Exception {
        var file = Files.writeString(folder.resolve("mine.json"), PRICES);
        var price = ModelPrices.builtIn().and(Files.readAllBytes(file)).priceOf(OWN).orElseThrow();
        var told = List.of(List.of("--prices", file.toString()), List.of());
        for (var flags : told) {
            try (var model =
                    ScriptedModel.builder().otherwise(computed(_ -> twentyLooks())).start()) {
                var state = folder.resolve("state-" + flags.size());
                var command =
                        own(model, bestcode("run").with(flags.toArray()))
                                .with("--budget-usd", "0.08", "--data-dir", state, "look around");
                var ended =
                        (flags.isEmpty()
                                        ? command.env("BESTCODE_PRICES", file.toString())
                                        : command)
                                .run();

                assertThat(ended.exit()).as(ended.err()).isEqualTo(4);
                assertThat(model.requests()).hasSizeGreaterThan(2);
                assertThat(microUsd(price, model.counted())).isBetween(20_000L, 80_000L);
                assertThat(Ledger.in(state).spent().microUsd())
                        .isEqualTo(microUsd(price, model.counted()));
            }
        }
    }

    @Test
    void aFileThatHoldsNoPricesIsRefusedByNameBeforeAnythingBegins() throws Exception {
        var wrong = Files.writeString(folder.resolve("wrong.json"), "{\"version\":2}");
        var missing = folder.resolve("missing.json");
        try (var model = ScriptedModel.start(answer("never"))) {
            for (var file : List.of(wrong, missing)) {
                for (var command :
                        List.of(
                                List.of("run", "x"),
                                List.of("models", "--offline"),
                                List.of("report", "r-4f0q1x8z2k"),
                                List.of("mcp", "serve"))) {
                    var ended =
                            own(model, bestcode(command.toArray(String[]::new)))
                                    .env("BESTCODE_PRICES", file.toString())
                                    .run();
                    assertThat(ended.exit()).as("%s: %s", command, ended.err()).isEqualTo(2);
                    assertThat(ended.err()).contains(file.toString());
                }
            }
            assertThat(model.requests()).isEmpty();
        }
    }

    /// With a model that no price is known of but a user's own.
    private BestCodeProcess own(ScriptedModel model, BestCodeProcess command) throws Exception {
        return command.env("BESTCODE_MODEL", OWN)
                .env("OPENAI_API_KEY", "k")
                .env("OPENAI_BASE_URL", model.chatBaseUrl())
                .in(Files.createDirectories(folder.resolve("workspace")));
    }

    private Step untilDone(JsonObject request) {
        asked.release();
        return request.requireArray("messages").values().size()
                        > 2 * TURNS_BETWEEN_KILLS * (KILLS + 1)
                ? answer("done")
                : look();
    }

    private Step.Say look() {
        return calls(glob());
    }

    private Step twentyLooks() {
        return calls(Collections.nCopies(20, glob()).toArray(Step.ToolCall[]::new));
    }

    private Step.ToolCall glob() {
        return tool("glob", "{\"pattern\":\"*%d\"}".formatted(looks.incrementAndGet()));
    }

    private void kill(BestCodeProcess command, int requests, long micros) throws Exception {
        asked.drainPermits();
        var process = command.start(folder.resolve("err"));
        try {
            assertThat(asked.tryAcquire(requests, SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            TimeUnit.MICROSECONDS.sleep(micros);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// Of the requests that were not asked again: a resumed run repeats the one whose answer it has
    /// not kept.
    private static List<Usage> settled(ScriptedModel model) {
        var requests = model.requests();
        var counted = model.counted();
        assertThat(requests).hasSameSizeAs(counted);
        return IntStream.range(0, counted.size())
                .filter(
                        at ->
                                at == counted.size() - 1
                                        || !requests.get(at)
                                                .body()
                                                .equals(requests.get(at + 1).body()))
                .mapToObj(counted::get)
                .toList();
    }

    private static long tokens(List<Usage> usages) {
        return usages.stream().mapToLong(usage -> usage.input() + usage.output()).sum();
    }

    private static long microUsd(List<Usage> usages) {
        return microUsd(ModelPrices.builtIn().priceOf("sonnet").orElseThrow(), usages);
    }

    private static long microUsd(ModelPrice price, List<Usage> usages) {
        return usages.stream()
                .mapToLong(usage -> price.cost(usage).movePointRight(6).longValueExact())
                .sum();
    }

    private BestCodeProcess run(ScriptedModel model, String... options) throws Exception {
        return command(bestcode("run").with((Object[]) options).with("look around"), model);
    }

    private BestCodeProcess resume(ScriptedModel model) throws Exception {
        return command(bestcode("resume"), model);
    }

    private BestCodeProcess command(BestCodeProcess command, ScriptedModel model) throws Exception {
        return command.with("--base-url", model.baseUrl(), "--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "test-key")
                .in(Files.createDirectories(folder.resolve("workspace")));
    }
}
