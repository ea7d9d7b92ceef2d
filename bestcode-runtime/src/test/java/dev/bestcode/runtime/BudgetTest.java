package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/// What a task may spend is set aside before each call of the model, and never passed (G7).
class BudgetTest {
    /// One dollar for a million tokens, whatever they are.
    private static final Prices PRICES = (_, usage) -> OptionalLong.of(tokens(usage));

    @TempDir private Path folder;
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anEndlessLoopEndsBelowItsBudgetOfMoney() throws Exception {
        try (var model = endless();
                var os = system(model).prices(PRICES).build()) {
            var budget = TaskBudget.UNSTATED.withMicroUsd(100_000);
            var result = os.submit(Task.of("coding", "for ever").withBudget(budget)).await();

            assertThat(result.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);
            assertThat(result.turns()).isGreaterThan(2);
            assertThat(tokens(result.usage())).isBetween(20_000L, 100_000L);
            assertThat(spent(os.state(), result.run())).isEqualTo(tokens(result.usage()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sonnet, gateway/some-model, sonnet",
        "mine/qwen3:8b, qwen3:8b, mine/qwen3:8b", // as a file of prices names it
        "mine/qwen3:8b, mine/dear, mine/qwen3:8b"
    })
    void anEndlessLoopEndsBelowItsBudgetOfMoneyWhateverNameTheAnswersBear(
            String asks, String answers, String priced) throws Exception {
        try (var model = endless();
                var os =
                        system(model)
                                .llm(answeringAs(answers, gateway(model)))
                                .model(asks)
                                .prices((name, usage) -> onlyOf(priced, name, usage))
                                .build()) {
            var budget = TaskBudget.UNSTATED.withMicroUsd(100_000);
            var result = os.submit(Task.of("coding", "for ever").withBudget(budget)).await();

            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.OUT_OF_BUDGET);
            assertThat(result.turns()).isGreaterThan(2);
            assertThat(microUsd(os.state(), result.run())).isEqualTo(tokens(result.usage()));
            ReplayTest.same(os.replay(result.run()));
        }
    }

    private static LlmClient gateway(ScriptedModel model) {
        return AnthropicClient.builder()
                .baseUrl(model.baseUrl())
                .apiKey("key")
                .httpClient(HttpClient.newHttpClient())
                .build();
    }

    /// It gives the models behind it names of its own.
    private static LlmClient answeringAs(String name, LlmClient client) {
        return (request, onEvent) -> {
            var reply = client.stream(request, onEvent);
            return new LlmReply(
                    name, reply.content(), reply.stop(), reply.usage(), reply.requestHash());
        };
    }

    private static OptionalLong onlyOf(String priced, String name, Usage usage) {
        return name.equals(priced) ? PRICES.microUsd(name, usage) : OptionalLong.empty();
    }

    @Test
    void anEndlessLoopEndsBelowItsBudgetOfTokensWithoutAnyPrice() throws Exception {
        try (var model = endless();
                var os = system(model).build()) {
            var budget = TaskBudget.UNSTATED.withTokens(60_000);
            var result = os.submit(Task.of("coding", "for ever").withBudget(budget)).await();

            assertThat(result.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);
            assertThat(tokens(result.usage())).isBetween(10_000L, 60_000L);
        }
    }

    @Test
    void zeroIsZero() throws Exception {
        try (var model = endless();
                var os = system(model).prices(PRICES).build()) {
            for (var budget :
                    List.of(
                            TaskBudget.UNSTATED.withMicroUsd(0),
                            TaskBudget.UNSTATED.withTokens(0),
                            TaskBudget.UNSTATED.withTime(Duration.ZERO))) {
                var result = os.submit(Task.of("coding", "anything").withBudget(budget)).await();
                assertThat(result.status()).as("%s", budget).isEqualTo(RunStatus.OUT_OF_BUDGET);
            }
            assertThat(model.requests()).isEmpty();
        }
    }

    @Test
    void aFollowUpHasTheBudgetOfItsOwnTask() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start();
                var os =
                        system(model)
                                .organism(organism(BudgetSpec.UNSTATED.withTokens(30_000)))
                                .build()) {
            var run = os.submit(Task.of("coding", "one")).await().run();
            for (int more = 0; more < 10; more++) {
                assertThat(os.followUp(run, "more").await().status()).isEqualTo(RunStatus.DONE);
            }
            assertThat(spent(os.state(), run)).isGreaterThan(0);
        }
    }

    @Test
    void aBudgetOfMoneyWithoutAPriceIsRefusedAtTheStart() throws Exception {
        var organism = organism(BudgetSpec.ofUsd("1"));
        try (var model = endless()) {
            assertThatThrownBy(() -> system(model).organism(organism).build())
                    .isInstanceOf(WiringException.class)
                    .hasMessageContaining("price of model 'sonnet' is not known")
                    .hasMessageContaining("--prices FILE");
            try (var os = system(model).build()) {
                var task = Task.of("coding", "x").withBudget(TaskBudget.UNSTATED.withMicroUsd(1));
                assertThatThrownBy(() -> os.submit(task))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("set a budget of tokens instead");
            }
        }
    }

    @Test
    void aBudgetOfMoneyNeedsThePricesOfAgentsThatMayBeCalledToo() throws Exception {
        var yaml =
                Team.YAML.replace("{prompt: helper}", "{prompt: helper, model: opus}")
                        + "  alone:\n    listeners: [lead, file-read, glob]\n";
        var organism = OrganismYaml.parse(yaml.formatted(", agent: helper"), folder);
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start();
                var os =
                        system(model)
                                .organism(organism)
                                .prices((name, usage) -> onlyOf("sonnet", name, usage))
                                .build()) {
            var budget = TaskBudget.UNSTATED.withMicroUsd(1_000_000);
            var called = new Task("leading", "lead", "x", OptionalInt.empty()).withBudget(budget);
            assertThatThrownBy(() -> os.submit(called))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("price of model 'opus' is not known");

            var alone = new Task("alone", "lead", "x", OptionalInt.empty()).withBudget(budget);
            assertThat(os.submit(alone).await().status()).isEqualTo(RunStatus.DONE);
        }
    }

    @Test
    void theSmallerBudgetOfAgentAndProfileHolds() throws Exception {
        var organism = organism(BudgetSpec.UNSTATED.withTokens(0));
        try (var model = endless();
                var os = system(model).organism(organism).build()) {
            var generous = TaskBudget.UNSTATED.withTokens(1_000_000);
            assertThat(os.submit(Task.of("coding", "x").withBudget(generous)).await())
                    .extracting(RunResult::status)
                    .isEqualTo(RunStatus.OUT_OF_BUDGET);
        }
    }

    private ScriptedModel endless() {
        return ScriptedModel.builder()
                .otherwise(
                        computed(
                                _ ->
                                        calls(
                                                tool(
                                                        "glob",
                                                        "{\"pattern\":\"*%d\"}"
                                                                .formatted(
                                                                        asked.incrementAndGet())))))
                .start();
    }

    private static Organism organism(BudgetSpec budget) {
        var agent = new AgentSpec("coder", "sonnet", Optional.empty(), 1_000, 50, Map.of(), budget);
        return Organism.named("o")
                .listener(
                        new ListenerSpec(
                                "coder",
                                "agent.AgentTask",
                                "agent.handle",
                                "",
                                Optional.of(agent),
                                List.of("glob")))
                .profile(new ProfileSpec("coding", List.of("coder", "glob"), Map.of(), List.of()))
                .build();
    }

    private BestCodeBuilder system(ScriptedModel model) {
        return BestCode.builder()
                .llm(client(model))
                .tools(NativeTools.in(Workspace.at(folder)))
                .storage(FileStorage.inMemory());
    }

    private static LlmClient client(ScriptedModel model) {
        return AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build();
    }

    private static long microUsd(KernelState state, RunId run) {
        return spent(state.threads().ofRun(run).orElseThrow().id(), state).requireLong("micro_usd");
    }

    private static JsonObject spent(ThreadId thread, KernelState state) {
        var account = state.handlerState(thread, "system.account").orElseThrow();
        return Json.parseObject(account.utf8()).requireObject("spent");
    }

    /// What the ledger says.
    private static long spent(KernelState state, RunId run) {
        var thread = state.threads().ofRun(run).orElseThrow().id();
        var spent = spent(thread, state);
        assertThat(spent.requireLong("tokens")).isEqualTo(tokens(state.usage(thread)));
        return spent.requireLong("tokens");
    }

    private static long tokens(Usage usage) {
        return usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite();
    }
}
