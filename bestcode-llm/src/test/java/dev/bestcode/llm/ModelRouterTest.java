package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.user;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

class ModelRouterTest {
    private static final LlmClient NOBODY =
            (_, _) -> {
                throw new AssertionError("nobody is asked");
            };

    @Test
    void oneRouterServesTwoDialectsByTheModelsName() throws InterruptedException {
        try (var claude = ScriptedModel.builder().otherwise(answer("claude")).start();
                var local = ScriptedModel.builder().otherwise(answer("local")).start()) {
            var router =
                    ModelRouter.builder()
                            .provider("anthropic", Fixtures.anthropic(claude.baseUrl()).build())
                            .provider("ollama", Fixtures.openAi(local.chatBaseUrl()).build())
                            .build();
            assertThat(said(router, "ollama/qwen3:8b")).isEqualTo("local");
            assertThat(said(router, "sonnet")).isEqualTo("claude");
            assertThat(local.requests().getFirst().body().string("model")).contains("qwen3:8b");
            assertThat(claude.requests().getFirst().body().requireString("model"))
                    .startsWith("claude-sonnet-");
            assertThat(claude.violations()).isEmpty();
            assertThat(local.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-6.2-sol, openai",
        "openai/meta/llama, openai",
        "anthropic/opus, anthropic",
        "opus, anthropic",
        "claude-next, anthropic",
        "gpt-6.2-sol, openai",
        "meta-llama/llama, openai",
        "/odd, openai"
    })
    void theNameSaysWhoseItIs(String model, String provider) {
        var router =
                ModelRouter.builder()
                        .provider("openai", NOBODY)
                        .provider("anthropic", NOBODY)
                        .build();
        assertThat(router.providerOf(model)).isEqualTo(provider);
        assertThat(router.problem(model)).isEmpty();
    }

    @Test
    void aShortNameOfAProviderThatIsNotThereIsAProblemThatSaysWhatToDo() {
        var router = ModelRouter.builder().provider("ollama", NOBODY).build();
        assertThat(router.problem("sonnet"))
                .get()
                .asString()
                .contains("ANTHROPIC_API_KEY", "--model ollama/NAME");
        assertThat(router.problem("claude-by-a-gateway")).isEmpty();
        assertThat(router.problem("qwen3:8b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-6.2-sol, OPENAI_API_KEY",
        "openai/gpt-6.2-sol, OPENAI_BASE_URL",
        "anthropic/opus, ANTHROPIC_API_KEY",
        "ollama/qwen3:8b, OLLAMA_HOST"
    })
    void aModelOfAProviderThatIsNotThereIsAskedOfNoOther(String model, String missing) {
        var router = ModelRouter.builder().provider("mine", NOBODY).build();
        assertThat(router.problem(model)).get().asString().contains(missing, "mine/" + model);
        assertThatThrownBy(() -> said(router, model))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining(missing);
        assertThat(router.providerOf("mine/" + model)).isEqualTo("mine");
        assertThat(router.problem("mine/" + model)).isEmpty();
    }

    @Test
    void aGatewaysNamesGoToItWithItsOwnPrefixOrBehindOpenAis() {
        var router = ModelRouter.builder().provider("openai", NOBODY).build();
        for (var model : List.of("vendor/model", "openai/vendor/model", "openai/openai/gpt")) {
            assertThat(router.providerOf(model)).isEqualTo("openai");
            assertThat(router.problem(model)).isEmpty();
        }
        assertThat(router.problem("anthropic/claude-by-a-gateway"))
                .get()
                .asString()
                .contains("openai/anthropic/claude-by-a-gateway");
    }

    @Test
    void theEnvironmentNamesTheProvidersInAFixedOrder() {
        assertThat(providers(Map.of("ANTHROPIC_API_KEY", KEY))).containsExactly("anthropic");
        assertThat(providers(Map.of("ANTHROPIC_AUTH_TOKEN", KEY))).containsExactly("anthropic");
        assertThat(providers(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")))
                .containsExactly("openai");
        assertThat(
                        providers(
                                Map.of(
                                        "OLLAMA_HOST", "127.0.0.1",
                                        "OPENAI_API_KEY", KEY,
                                        "ANTHROPIC_API_KEY", KEY)))
                .containsExactly("anthropic", "openai", "ollama");
        assertThatThrownBy(() -> ModelRouter.fromEnvironment(Map.of("OPENAI_API_KEY", " ")))
                .isInstanceOf(MissingKeyException.class)
                .hasMessageContaining("OPENAI_API_KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:11434, http://127.0.0.1:11434/v1",
        "0.0.0.0, http://127.0.0.1:11434/v1",
        "box, http://box:11434/v1",
        "http://box:80/, http://box:80/v1",
        "https://models.example, https://models.example/v1",
        "[::1], http://[::1]:11434/v1",
        "[::]:11435, http://[::1]:11435/v1",
        ":11435, http://127.0.0.1:11435/v1",
        "http://:11435, http://127.0.0.1:11435/v1",
        "http://box, http://box:11434/v1",
        "http://gw/ollama, http://gw/ollama/v1",
        "http://gw/ollama/v1/, http://gw/ollama/v1",
        "http://gw:8080/ollama, http://gw:8080/ollama/v1",
        "https://gw/ollama, https://gw/ollama/v1",
        "gw/ollama, http://gw:11434/ollama/v1",
        "http://u:s@gw, http://u:s@gw/v1"
    })
    void ollamasAddressIsReadAsOllamaDoes(String host, String url) {
        assertThat(OllamaAddress.baseUrl(host)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({"401, it asks for a key (401)", "403, where that is for want of a key"})
    void ollamaThatAsksForAKeyIsNoMatterOfAVariableThatItDoesNotRead(int status, String said) {
        try (var model = ScriptedModel.builder().otherwise(fault(status(status))).start()) {
            var router = ModelRouter.fromEnvironment(Map.of("OLLAMA_HOST", model.baseUrl()));
            assertThatThrownBy(() -> said(through(router), "ollama/m"))
                    .hasMessageContaining(said)
                    .hasMessageContaining("the provider ollama takes none")
                    .message()
                    .doesNotContain("check OPENAI_API_KEY");
        }
    }

    @Test
    void aServerOfChatCompletionsThatAsksForAKeySaysWhichVariableToSet() {
        try (var model = ScriptedModel.builder().otherwise(fault(status(401))).start()) {
            var router =
                    ModelRouter.fromEnvironment(Map.of("OPENAI_BASE_URL", model.chatBaseUrl()));
            assertThatThrownBy(() -> said(through(router), "m"))
                    .hasMessageContaining("it asks for a key (401); set OPENAI_API_KEY");
        }
    }

    private static LlmClient through(ModelRouter router) {
        return router.map(client -> ((OpenAiClient) client).through(() -> Fixtures.DIRECT));
    }

    @Test
    void wrongProvidersAreRefusedWhenTheyAreNamed() {
        var builder = ModelRouter.builder();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.provider("a/b", NOBODY)).hasMessageContaining("no slash");
        builder.provider("a", NOBODY);
        assertThatThrownBy(() -> builder.provider("a", NOBODY))
                .hasMessageContaining("two providers");
    }

    private static Set<String> providers(Map<String, String> environment) {
        return ModelRouter.fromEnvironment(environment).providers().keySet();
    }

    private static String said(LlmClient client, String model) throws InterruptedException {
        return client.stream(new LlmRequest(model, 9, "", List.of(), List.of(user("x"))), _ -> {})
                .text();
    }
}
