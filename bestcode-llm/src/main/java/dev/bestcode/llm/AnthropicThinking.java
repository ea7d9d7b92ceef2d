package dev.bestcode.llm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;

import java.util.Map;
import java.util.regex.Pattern;

/// How hard a model is to think, in the dialect of Anthropic's Messages API.
///
/// Models from Claude 4.6 on take an effort and decide themselves how long to think, and show a
/// summary of it where they are asked to. Those before know a number of tokens alone, which is part
/// of the answer's bound.
/// @see "Anthropic Messages API, adaptive thinking; extended thinking"
final class AnthropicThinking {
    /// Names of models before Claude 4.6, as providers and gateways write them.
    private static final Pattern BEFORE_EFFORT =
            Pattern.compile("claude-(?:3-|[a-z]+-4(?!\\d|-[6-9]\\b|-\\d\\d\\b))");

    private static final JsonObject ADAPTIVE =
            JsonObject.builder().put("type", "adaptive").put("display", "summarized").build();

    /// The fewest tokens that the API takes.
    private static final int TOKENS_MIN = 1024;

    private AnthropicThinking() {}

    /// The members of a request that say so.
    static Map<String, JsonValue> of(LlmRequest request, String modelId) {
        return request.effort()
                .map(
                        effort ->
                                BEFORE_EFFORT.matcher(modelId).find()
                                        ? budgeted(effort, request)
                                        : adaptive(effort))
                .orElse(JsonObject.EMPTY)
                .members();
    }

    private static JsonObject adaptive(Effort effort) {
        return JsonObject.builder()
                .put("thinking", ADAPTIVE)
                .put("output_config", JsonObject.builder().put("effort", effort.word()).build())
                .build();
    }

    private static JsonObject budgeted(Effort effort, LlmRequest request) {
        int tokens = tokens(effort, request.maxTokens());
        return tokens < TOKENS_MIN || usesToolsUnthought(request)
                ? JsonObject.EMPTY
                : JsonObject.builder()
                        .put(
                                "thinking",
                                JsonObject.builder()
                                        .put("type", "enabled")
                                        .put("budget_tokens", tokens)
                                        .build())
                        .build();
    }

    /// A share of the answer, which needs the rest for its words.
    private static int tokens(Effort effort, int answerTokens) {
        int quarter = answerTokens / 4;
        return switch (effort) {
            case LOW -> quarter;
            case MEDIUM -> 2 * quarter;
            case HIGH, XHIGH, MAX -> 3 * quarter;
        };
    }

    /// Whether the tools that the model is told the results of were called without a thought; such
    /// models refuse to begin thinking then.
    private static boolean usesToolsUnthought(LlmRequest request) {
        return request.messages().reversed().stream()
                .filter(message -> message.role() == LlmMessage.Role.ASSISTANT)
                .findFirst()
                .map(LlmMessage::content)
                .filter(said -> said.stream().anyMatch(ContentBlock.ToolUse.class::isInstance))
                .filter(said -> !said.getFirst().isThinking())
                .isPresent();
    }
}
