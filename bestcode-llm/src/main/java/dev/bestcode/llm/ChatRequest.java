package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes requests in the dialect of chat completions.
///
/// A tool's result is a message of its own and holds text alone; its images follow as the user's.
/// What another provider's model thought is left out. Members come in a fixed order, what changes
/// least first, so that a longer conversation begins with the bytes of the shorter one.
final class ChatRequest {
    private final ChatServer server;
    private final List<JsonValue> messages = new ArrayList<>();

    private ChatRequest(ChatServer server) {
        this.server = server;
    }

    static byte[] body(LlmRequest request, ChatServer server) {
        var json =
                JsonObject.builder()
                        .put("model", request.model())
                        .put(server.bound(), request.maxTokens());
        request.effort().ifPresent(effort -> json.put("reasoning_effort", effort.word()));
        json.put("stream", true)
                .put("stream_options", JsonObject.builder().put("include_usage", true).build());
        if (!request.tools().isEmpty()) {
            json.put(
                    "tools",
                    new JsonArray(request.tools().stream().map(ChatRequest::tool).toList()));
        }
        return Json.print(json.put("messages", new ChatRequest(server).messages(request)).build());
    }

    private static JsonValue tool(ToolDescriptor tool) {
        var function =
                JsonObject.builder()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("parameters", tool.inputSchema());
        return JsonObject.builder()
                .put("type", "function")
                .put("function", function.build())
                .build();
    }

    private JsonArray messages(LlmRequest request) {
        if (!request.system().isBlank()) {
            messages.add(message("system").put("content", request.system()).build());
        }
        for (var message : request.messages()) {
            switch (message.role()) {
                case USER -> user(message);
                case ASSISTANT -> assistant(message);
            }
        }
        return new JsonArray(messages);
    }

    private static JsonObject.Builder message(String role) {
        return JsonObject.builder().put("role", role);
    }

    private void user(LlmMessage message) {
        var parts = new ArrayList<JsonValue>();
        for (var block : message.content()) {
            if (block instanceof ContentBlock.ToolResult result) {
                messages.add(
                        message("tool")
                                .put("tool_call_id", result.toolUseId())
                                .put("content", text(result))
                                .build());
                result.content().stream()
                        .filter(inner -> !(inner instanceof ContentBlock.Text))
                        .forEach(inner -> parts.add(part(inner)));
            } else {
                parts.add(part(block));
            }
        }
        if (!parts.isEmpty()) {
            messages.add(message("user").put("content", content(parts)).build());
        }
    }

    /// The dialect has no word for an error but the text itself.
    private static String text(ContentBlock.ToolResult result) {
        var text =
                result.content().stream()
                        .filter(ContentBlock.Text.class::isInstance)
                        .map(block -> ((ContentBlock.Text) block).text())
                        .collect(Collectors.joining("\n"));
        return result.error() ? "Error: " + text : text;
    }

    private static JsonValue part(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> text(text);
            case ContentBlock.Image(var mediaType, var base64) ->
                    JsonObject.builder()
                            .put("type", "image_url")
                            .put(
                                    "image_url",
                                    JsonObject.builder()
                                            .put("url", dataUrl(mediaType, base64))
                                            .build())
                            .build();
            case ContentBlock.Document(var mediaType, var base64) ->
                    JsonObject.builder()
                            .put("type", "file")
                            .put(
                                    "file",
                                    JsonObject.builder()
                                            .put("filename", "document")
                                            .put("file_data", dataUrl(mediaType, base64))
                                            .build())
                            .build();
            case ContentBlock.Raw(var json) when isText(json) ->
                    text(json.string("text").orElse(""));
            case ContentBlock.Raw(var json) ->
                    throw new LlmException.Permanent(
                            "the conversation holds a block of type '%s', which chat completions cannot carry; use a model of the provider it was made for"
                                    .formatted(json.string("type").orElse("")));
            case ContentBlock.ToolUse _, ContentBlock.ToolResult _ ->
                    throw new IllegalArgumentException("no part of what a user says: " + block);
        };
    }

    private static JsonValue text(String text) {
        return JsonObject.builder().put("type", "text").put("text", text).build();
    }

    private static boolean isText(JsonObject json) {
        return json.string("type").orElse("").equals("text");
    }

    private static String dataUrl(String mediaType, String base64) {
        return "data:%s;base64,%s".formatted(mediaType, base64);
    }

    /// One text as text, since not every server takes parts.
    private static JsonValue content(List<JsonValue> parts) {
        boolean textOnly = parts.stream().allMatch(part -> isText((JsonObject) part));
        return textOnly
                ? new JsonString(
                        parts.stream()
                                .map(part -> ((JsonObject) part).requireString("text"))
                                .collect(Collectors.joining("\n\n")))
                : new JsonArray(parts);
    }

    private void assistant(LlmMessage message) {
        var text = new StringBuilder();
        var calls = new ArrayList<JsonValue>();
        var json = message("assistant");
        for (var block : message.content()) {
            switch (block) {
                case ContentBlock.Text(var said) -> text.append(said);
                case ContentBlock.ToolUse use -> calls.add(call(use));
                case ContentBlock.Raw(var raw) when isText(raw) ->
                        text.append(raw.string("text").orElse(""));
                case ContentBlock.Raw(var raw)
                        when !server.isStrict()
                                && raw.string("type").orElse("").equals(ChatReasoning.TYPE) ->
                        ChatReasoning.addTo(json, raw);
                case ContentBlock.Raw _,
                        ContentBlock.Image _,
                        ContentBlock.Document _,
                        ContentBlock.ToolResult _ -> {
                    // What the other dialect's models alone write.
                }
            }
        }
        if (text.isEmpty() && calls.isEmpty()) {
            return; // nothing of it is left
        }
        json.put("content", text.toString());
        messages.add(
                (calls.isEmpty() ? json : json.put("tool_calls", new JsonArray(calls))).build());
    }

    private JsonValue call(ContentBlock.ToolUse use) {
        var function =
                JsonObject.builder()
                        .put("name", use.name())
                        .put("arguments", Json.text(use.input()));
        var call =
                JsonObject.builder()
                        .put("id", use.id())
                        .put("type", "function")
                        .put("function", function.build());
        if (!server.isStrict()) {
            ChatToolCalls.kept(use).ifPresent(kept -> kept.members().forEach(call::put));
        }
        return call.build();
    }
}
