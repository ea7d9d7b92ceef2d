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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final Map<LlmMessage.Role, byte[]> ROLES =
            Arrays.stream(LlmMessage.Role.values())
                    .collect(
                            Collectors.toMap(role -> role, role -> Json.print(role(role).build())));

    private AnthropicRequest() {}

    /// The body to send.
    static byte[] body(LlmRequest request, String modelId, PrintedBlocks printed) {
        var json = head(request, modelId);
        AnthropicThinking.of(request, modelId).forEach(json::put);
        return print(json.put("stream", true), request, printed);
    }

    /// The body that asks how many tokens it has.
    static byte[] countBody(LlmRequest request, String modelId, PrintedBlocks printed) {
        return print(JsonObject.builder().put("model", modelId), request, printed);
    }

    /// The request without what belongs to the way it is carried; cassettes are matched by it.
    static JsonObject canonical(LlmRequest request) {
        var json = head(request, request.model());
        request.effort().ifPresent(effort -> json.put("effort", effort.word()));
        return json.put("tools", tools(request.tools()))
                .put("system", request.system())
                .put(
                        "messages",
                        new JsonArray(
                                request.messages().stream()
                                        .map(AnthropicRequest::message)
                                        .toList()))
                .build();
    }

    private static JsonValue message(LlmMessage message) {
        return role(message.role()).put("content", ContentBlock.toJson(blocks(message))).build();
    }

    private static JsonObject.Builder head(LlmRequest request, String modelId) {
        return JsonObject.builder().put("model", modelId).put("max_tokens", request.maxTokens());
    }

    private static byte[] print(
            JsonObject.Builder json, LlmRequest request, PrintedBlocks printed) {
        var out = new PrintedObject(Json.print(json.build()));
        if (!request.tools().isEmpty()) {
            out.array("tools", printed.of(request.tools(), AnthropicRequest::tool));
        }
        if (!request.system().isBlank()) {
            // The mark covers the tools too, which the provider reads before the system prompt.
            var system =
                    JsonObject.builder()
                            .put("type", "text")
                            .put("text", request.system())
                            .put("cache_control", CACHE_MARK);
            out.array("system", List.of(Json.print(system.build())));
        }
        out.array("messages", messages(request.messages(), printed));
        return out.bytes();
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

    private static List<byte[]> messages(List<LlmMessage> messages, PrintedBlocks printed) {
        var backwards = new ArrayList<byte[]>(messages.size());
        int marks = 0;
        for (var message : messages.reversed()) {
            var blocks = blocks(message);
            var bytes = new ArrayList<byte[]>(blocks.size());
            for (var block : blocks) {
                bytes.add(printed.of(block));
            }
            if (message.role() == LlmMessage.Role.USER && marks < MARKED_MESSAGES) {
                marks++;
                mark(blocks, bytes);
            }
            if (!blocks.isEmpty()) {
                var out = new PrintedObject(Objects.requireNonNull(ROLES.get(message.role())));
                out.array("content", bytes);
                backwards.add(out.bytes());
            }
        }
        return backwards.reversed();
    }

    private static List<ContentBlock> blocks(LlmMessage message) {
        for (var block : message.content()) {
            if (isForeign(block)) {
                return message.content().stream().flatMap(AnthropicRequest::own).toList();
            }
        }
        return message.content();
    }

    /// What the other dialect keeps for itself: what its models thought, and what its servers gave
    /// with a call.
    private static boolean isForeign(ContentBlock block) {
        return block instanceof ContentBlock.ToolUse use
                ? ChatToolCalls.kept(use).isPresent()
                : block instanceof ContentBlock.Raw(var json)
                        && json.string("type").orElse("").equals(ChatReasoning.TYPE);
    }

    private static Stream<ContentBlock> own(ContentBlock block) {
        if (!isForeign(block)) {
            return Stream.of(block);
        }
        return block instanceof ContentBlock.ToolUse(var id, var name, var input, _)
                ? Stream.of(new ContentBlock.ToolUse(id, name, input))
                : Stream.empty();
    }

    /// Print a mark with the last block that may bear one.
    private static void mark(List<ContentBlock> blocks, List<byte[]> bytes) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            var block = blocks.get(i).toJson();
            if (MARKABLE.contains(block.string("type").orElse(""))
                    && block.get("cache_control").isEmpty()) {
                var marked = JsonObject.builder();
                block.members().forEach(marked::put);
                bytes.set(i, Json.print(marked.put("cache_control", CACHE_MARK).build()));
                return;
            }
        }
    }

    private static JsonObject.Builder role(LlmMessage.Role role) {
        return JsonObject.builder().put("role", role.name().toLowerCase(Locale.ROOT));
    }
}
