package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.anthropic;
import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.llm.Fixtures.openAi;
import static dev.bestcode.llm.Fixtures.request;
import static dev.bestcode.llm.Fixtures.user;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.think;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// How hard a model is to think, in both dialects.
class EffortTest {
    private static final String OLDER = "claude-haiku-4-5-20251001";

    @Test
    void aModelDecidesByTheEffortAndShowsWhatItThinks() throws InterruptedException {
        try (var model = ScriptedModel.start(think("Hm").say("so"))) {
            var client = anthropic(model.baseUrl()).build();
            client.stream(hello().withEffort(Optional.of(Effort.XHIGH)), _ -> {});

            var body = model.requests().getFirst().body();
            assertThat(body.members().keySet())
                    .containsExactly(
                            "model",
                            "max_tokens",
                            "thinking",
                            "output_config",
                            "stream",
                            "tools",
                            "system",
                            "messages");
            assertThat(Json.text(body.requireObject("thinking")))
                    .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
            assertThat(Json.text(body.requireObject("output_config")))
                    .isEqualTo("{\"effort\":\"xhigh\"}");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void chatCompletionsAreToldInOneWord() throws InterruptedException {
        try (var model = ScriptedModel.start(answer("so"))) {
            var client =
                    ModelRouter.builder()
                            .provider("openai", openAi(model.chatBaseUrl()).build())
                            .build();
            var asked = hello().withModel("openai/gpt").withEffort(Optional.of(Effort.LOW));
            client.stream(asked, _ -> {});

            var body = model.requests().getFirst().body();
            assertThat(body.members().keySet())
                    .containsExactly(
                            "model",
                            "max_tokens",
                            "reasoning_effort",
                            "stream",
                            "stream_options",
                            "tools",
                            "messages");
            assertThat(body.requireString("reasoning_effort")).isEqualTo("low");
            assertThat(model.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"LOW, 2000", "MEDIUM, 4000", "HIGH, 6000", "MAX, 6000"})
    void anOlderModelIsGivenAShareOfItsAnswer(Effort effort, int tokens)
            throws InterruptedException {
        try (var model = ScriptedModel.start(answer("so"))) {
            var client = anthropic(model.baseUrl()).build();
            client.stream(asked(OLDER, 8000, effort, user("x")), _ -> {});

            var body = model.requests().getFirst().body();
            assertThat(body.members()).doesNotContainKey("output_config");
            assertThat(Json.text(body.requireObject("thinking")))
                    .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":%d}".formatted(tokens));
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void anOlderModelThinksNotWhereItsAnswerHasNoRoomForIt() {
        assertThat(thinking(asked(OLDER, 1365, Effort.HIGH, user("x")))).isEmpty();
        assertThat(thinking(asked(OLDER, 1368, Effort.HIGH, user("x")))).isPresent();
    }

    @Test
    void anOlderModelDoesNotBeginToThinkBetweenACallAndItsResult() {
        var call = new ContentBlock.ToolUse("a", "grep", JsonObject.EMPTY);
        var thought =
                new ContentBlock.Raw(
                        Json.parseObject(
                                "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s\"}"));
        var done = new ContentBlock.ToolResult("a", List.of(new ContentBlock.Text("ok")), false);
        var result = new LlmMessage(LlmMessage.Role.USER, List.of(done));

        assertThat(thinking(older(user("x"), said(call), result))).isEmpty();
        assertThat(thinking(older(user("x"), said(thought, call), result))).isPresent();
        assertThat(
                        thinking(
                                older(
                                        user("x"),
                                        said(call),
                                        result,
                                        said(new ContentBlock.Text("done")),
                                        user("and then?"))))
                .isPresent();
        var newer = older(user("x"), said(call), result).withModel("claude-sonnet-5-5");
        assertThat(thinking(newer)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-3-7-sonnet-20250219",
                "claude-sonnet-4-20250514",
                "claude-opus-4-1",
                "claude-opus-4-5-20251101",
                "anthropic.claude-haiku-4-5-20251001-v1:0"
            })
    void modelsBeforeTheEffortAreKnownByName(String name) {
        assertThat(type(name)).isEqualTo("enabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-opus-4-6",
                "anthropic.claude-opus-4-6-v1",
                "claude-sonnet-4-10",
                "claude-haiku-5-5",
                "claude-opus-5-20260101",
                "claude-mythos-preview",
                "another"
            })
    void allOthersAreTakenForNewer(String name) {
        assertThat(type(name)).isEqualTo("adaptive");
    }

    @Test
    void aRecordingIsOfOneEffort() {
        var high = hello().withEffort(Optional.of(Effort.HIGH));
        assertThat(hash(high)).isNotEqualTo(hash(hello()));
        assertThat(hash(high)).isEqualTo(hash(high.withModel(hello().model())));
        assertThat(hash(high)).isNotEqualTo(hash(hello().withEffort(Optional.of(Effort.LOW))));
        assertThat(AnthropicRequest.canonical(hello()).members()).doesNotContainKey("effort");
    }

    @Test
    void aRefusalSaysWhatCanBeSaidInstead() {
        var high = hello().withEffort(Optional.of(Effort.HIGH));
        var refused = "it answered 400: This model does not support the effort parameter.";
        assertThat(EffortRefusal.explained(high, refused))
                .startsWith(refused)
                .contains("it was asked with effort 'high'", "the setting effort");
        assertThat(EffortRefusal.explained(hello(), refused)).isEqualTo(refused);
        assertThat(EffortRefusal.explained(high, "it answered 404")).isEqualTo("it answered 404");
    }

    private static LlmRequest older(LlmMessage... messages) {
        return asked(OLDER, 8000, Effort.HIGH, messages);
    }

    private static LlmRequest asked(
            String model, int maxTokens, Effort effort, LlmMessage... messages) {
        var request = request(messages);
        return new LlmRequest(
                model,
                maxTokens,
                Optional.of(effort),
                request.system(),
                request.tools(),
                request.messages());
    }

    private static LlmMessage said(ContentBlock... blocks) {
        return new LlmMessage(LlmMessage.Role.ASSISTANT, List.of(blocks));
    }

    private static String type(String model) {
        var thinking = thinking(asked(model, 8000, Effort.HIGH, user("x"))).orElseThrow();
        return ((JsonObject) thinking).requireString("type");
    }

    private static Optional<JsonValue> thinking(LlmRequest request) {
        return Optional.ofNullable(AnthropicThinking.of(request, request.model()).get("thinking"));
    }

    private static String hash(LlmRequest request) {
        return new CanonicalRequest("", List.of()).hash(request).hex();
    }
}
