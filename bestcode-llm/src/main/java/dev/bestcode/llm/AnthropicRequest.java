package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.List;
import java.util.Locale;

/// Writes requests in the dialect of Anthropic's Messages API.
///
/// Members always come in the same order, what changes least first, so that a longer conversation
/// begins with the bytes of the shorter one and the provider's prompt cache finds it again.
final class AnthropicRequest {
    private static final JsonObject CACHE_MARK =
            JsonObject.builder().put("type", "ephemeral").build();

    private AnthropicRequest() {}

    /// The body to send.
    static byte[] body(LlmRequest request, String modelId) {
        var json = head(request, modelId).put("stream", true);
        if (!request.tools().isEmpty()) {
            json.put("tools", tools(request.tools()));
        }
        if (!request.system().isBlank()) {
            // The mark covers the tools too, which the provider reads before the system prompt.
            var system = text(request.system()).put("cache_control", CACHE_MARK).build();
            json.put("system", JsonArray.of(system));
        }
        return Json.print(json.put("messages", messages(request)).build());
    }

    /// The request without what belongs to the way it is carried; cassettes are matched by it.
    static JsonObject canonical(LlmRequest request) {
        return head(request, request.model())
                .put("tools", tools(request.tools()))
                .put("system", request.system())
                .put("messages", messages(request))
                .build();
    }

    private static JsonObject.Builder head(LlmRequest request, String modelId) {
        return JsonObject.builder().put("model", modelId).put("max_tokens", request.maxTokens());
    }

    private static JsonObject.Builder text(String text) {
        return JsonObject.builder().put("type", "text").put("text", text);
    }

    private static JsonArray tools(List<ToolDescriptor> tools) {
        return new JsonArray(tools.stream().map(AnthropicRequest::tool).toList());
    }

    private static JsonValue tool(ToolDescriptor tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("input_schema", tool.inputSchema())
                .build();
    }

    private static JsonArray messages(LlmRequest request) {
        return new JsonArray(request.messages().stream().map(AnthropicRequest::message).toList());
    }

    private static JsonValue message(LlmMessage message) {
        return JsonObject.builder()
                .put("role", message.role().name().toLowerCase(Locale.ROOT))
                .put("content", ContentBlock.toJson(message.content()))
                .build();
    }
}
