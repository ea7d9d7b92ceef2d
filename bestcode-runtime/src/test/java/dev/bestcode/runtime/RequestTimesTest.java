package dev.bestcode.runtime;

import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.ModelRouter;
import dev.bestcode.llm.OpenAiClient;
import dev.bestcode.llm.RetryPolicy;
import dev.bestcode.testkit.ScriptedClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

@Timeout(60)
class RequestTimesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LlmTimeouts PATIENT = LlmTimeouts.DEFAULT.withTotal(HOUR);

    @TempDir private Path folder;

    @Test
    void whatTheBuilderSaysHoldsForAClientThatSaysNothing() throws Exception {
        try (var model = ScriptedModel.start(fault(stall(HOUR)));
                var os =
                        BestCode.builder()
                                .llm(
                                        ModelRouter.builder()
                                                .provider(
                                                        "anthropic",
                                                        claude(model.baseUrl()).build())
                                                .build())
                                .modelTimeouts(LlmTimeouts.DEFAULT.withIdle(Duration.ofMillis(200)))
                                .modelRetries(RetryPolicy.ofRetries(0))
                                .tools(NativeTools.in(Workspace.at(folder)))
                                .storage(FileStorage.inMemory())
                                .build()) {
            var result = os.submit(Task.of("coding", "x")).await();

            assertThat(result.status()).isEqualTo(RunStatus.PROVIDER_FAILED);
            assertThat(result.text())
                    .contains("stood still for 0.2 s (the setting model_idle allows more)")
                    .contains("Given up after 1 attempt");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void theLongestIsThatOfAnyClientOrWhereOneSaysNothingTheUsual() {
        var usual = LlmTimeouts.DEFAULT.withTotal(Duration.ofMinutes(20));
        assertThat(longest(usual, ScriptedClient.of())).isEqualTo(usual.total());
        assertThat(longest(usual, claude("http://127.0.0.1:1").build())).isEqualTo(usual.total());
        assertThat(longest(usual, router(PATIENT))).isEqualTo(HOUR);
        assertThat(longest(PATIENT, router(usual))).isEqualTo(HOUR);
        assertThat(RequestTimes.DELIVERY_MAX)
                .as("for what the pool and the pipeline add to the longest")
                .isGreaterThan(LlmTimeouts.MAX.plusSeconds(40));
    }

    @Test
    void aWayOutWaitsLongerThanItsClientAndNeverShorterThanOthersDo() {
        var connect = Duration.ofSeconds(3);
        var usual = RequestTimes.ofWayOut(claude("http://127.0.0.1:1").build(), connect);
        assertThat(usual.connect()).isEqualTo(connect);
        assertThat(usual.idle()).hasMinutes(10);
        for (var timeouts :
                new LlmTimeouts[] {PATIENT.withFirstByte(HOUR), PATIENT.withIdle(HOUR)}) {
            var client = claude("http://127.0.0.1:1").timeouts(timeouts).build();
            assertThat(RequestTimes.ofWayOut(client, connect).idle()).isGreaterThan(HOUR);
        }
    }

    private static Duration longest(LlmTimeouts usual, LlmClient client) {
        return new RequestTimes(usual).longest(client);
    }

    private static ModelRouter router(LlmTimeouts ofOne) {
        return ModelRouter.builder()
                .provider("a", OpenAiClient.builder().timeouts(ofOne).build())
                .provider("b", OpenAiClient.builder().build())
                .build();
    }

    private static AnthropicClient.Builder claude(String url) {
        return AnthropicClient.builder().apiKey("key").baseUrl(url);
    }
}
