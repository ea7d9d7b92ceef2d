package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes requests in the dialect of Anthropic's Messages API.
///
/// Members always come in the same order, what changes least first, so that a longer conversation
/// begins with the bytes of the shorter one, cache marks aside, and the provider's prompt cache
/// finds it again. Three marks of the four that the provider allows are set: after tools and system
/// prompt, after the newest message of the user, and after the one before it, which is where the
/// previous request ended.
final class AnthropicRequest {
    private static final JsonObject CACHE_MARK =
            JsonObject.builder().put("type", "ephemeral").build();

    private static final int MARKED_MESSAGES = 2;

    /// Blocks that the provider lets bear a mark; thinking is not among them.
    private static final Set<String> MARKABLE =
            Set.of("text", "image", "document", "tool_use", "tool_result");

    private AnthropicRequest() {}

    /// The body to send.
    static byte[] body(LlmRequest request, String modelId) {
        var json = head(request, modelId).put("stream", true);
        return Json.print(rest(json, request).build());
    }

    /// The body that asks how many tokens it has.
    static byte[] countBody(LlmRequest request, String modelId) {
        return Json.print(rest(JsonObject.builder().put("model", modelId), request).build());
    }

    /// The request without what belongs to the way it is carried; cassettes are matched by it.
    static JsonObject canonical(LlmRequest request) {
        return head(request, request.model())
                .put("tools", tools(request.tools()))
                .put("system", request.system())
                .put(
                        "messages",
                        new JsonArray(
                                request.messages().stream()
                                        .map(message -> message(message, blocks(message)))
                                        .toList()))
                .build();
    }

    private static JsonObject.Builder head(LlmRequest request, String modelId) {
        return JsonObject.builder().put("model", modelId).put("max_tokens", request.maxTokens());
    }

    private static JsonObject.Builder rest(JsonObject.Builder json, LlmRequest request) {
        if (!request.tools().isEmpty()) {
            json.put("tools", tools(request.tools()));
        }
        if (!request.system().isBlank()) {
            // The mark covers the tools too, which the provider reads before the system prompt.
            var system =
                    JsonObject.builder()
                            .put("type", "text")
                            .put("text", request.system())
                            .put("cache_control", CACHE_MARK);
            json.put("system", JsonArray.of(system.build()));
        }
        return json.put("messages", messages(request.messages()));
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

    private static JsonArray messages(List<LlmMessage> messages) {
        var backwards = new ArrayList<JsonValue>(messages.size());
        int marks = 0;
        for (var message : messages.reversed()) {
            var blocks = blocks(message);
            if (message.role() == LlmMessage.Role.USER && marks < MARKED_MESSAGES) {
                marks++;
                blocks = marked(blocks);
            }
            if (!blocks.isEmpty()) {
                backwards.add(message(message, blocks));
            }
        }
        return new JsonArray(backwards.reversed());
    }

    /// What another provider's model thought is no block of this one.
    private static List<JsonObject> blocks(LlmMessage message) {
        return message.content().stream()
                .map(ContentBlock::toJson)
                .filter(block -> !block.string("type").orElse("").equals(ChatReasoning.TYPE))
                .toList();
    }

    /// With a mark on the last block that may bear one.
    private static List<JsonObject> marked(List<JsonObject> blocks) {
        var copy = new ArrayList<>(blocks);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            var block = blocks.get(i);
            if (MARKABLE.contains(block.string("type").orElse(""))
                    && block.get("cache_control").isEmpty()) {
                var marked = JsonObject.builder();
                block.members().forEach(marked::put);
                copy.set(i, marked.put("cache_control", CACHE_MARK).build());
                break;
            }
        }
        return copy;
    }

    private static JsonValue message(LlmMessage message, List<JsonObject> blocks) {
        return JsonObject.builder()
                .put("role", message.role().name().toLowerCase(Locale.ROOT))
                .put("content", new JsonArray(List.copyOf(blocks)))
                .build();
    }
}
