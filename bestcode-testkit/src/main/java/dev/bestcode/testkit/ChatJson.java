package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a scripted answer as a server of chat completions would: thinking as `reasoning_content`,
/// tool calls by index, the counts in a chunk of their own before `[DONE]`.
final class ChatJson implements Dialect.Written {
    /// The chunk that names the role, and the first piece.
    private static final int CHUNKS_WITH_TEXT = 2;

    private final MessageJson written;
    private final JsonObject message;

    ChatJson(MessageJson written) {
        this.written = written;
        this.message = written.message();
    }

    @Override
    public byte[] whole() {
        var said = JsonObject.builder().put("role", "assistant");
        var text = new StringBuilder();
        var thought = new StringBuilder();
        var calls = new ArrayList<JsonValue>();
        for (var block : blocks()) {
            switch (block.requireString("type")) {
                case "text" -> text.append(block.requireString("text"));
                case "thinking" -> thought.append(block.requireString("thinking"));
                default -> calls.add(call(block, arguments(block)).build());
            }
        }
        said.put("content", text.toString());
        if (!thought.isEmpty()) {
            said.put("reasoning_content", thought.toString());
        }
        if (!calls.isEmpty()) {
            said.put("tool_calls", new JsonArray(calls));
        }
        var choice =
                JsonObject.builder()
                        .put("index", 0)
                        .put("message", said.build())
                        .put("finish_reason", finishReason());
        return Json.print(
                head("chat.completion")
                        .put("choices", JsonArray.of(choice.build()))
                        .put("usage", usage())
                        .build());
    }

    @Override
    public List<byte[]> events() {
        var chunks = new ArrayList<byte[]>();
        chunks.add(chunk(JsonObject.builder().put("role", "assistant").put("content", ""), false));
        int calls = 0;
        for (var block : blocks()) {
            switch (block.requireString("type")) {
                case "text" -> pieces(chunks, "content", block.requireString("text"));
                case "thinking" ->
                        pieces(chunks, "reasoning_content", block.requireString("thinking"));
                default -> addCall(chunks, calls++, block);
            }
        }
        chunks.add(chunk(JsonObject.builder(), true));
        chunks.add(
                data(
                        Json.text(
                                head("chat.completion.chunk")
                                        .put("choices", JsonArray.EMPTY)
                                        .put("usage", usage())
                                        .build())));
        chunks.add(data("[DONE]"));
        return chunks;
    }

    @Override
    public List<byte[]> firstWords() {
        return events().subList(0, CHUNKS_WITH_TEXT);
    }

    private List<JsonObject> blocks() {
        return message.requireArray("content").values().stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private JsonObject.Builder head(String object) {
        return JsonObject.builder()
                .put("id", "chatcmpl-" + message.requireString("id"))
                .put("object", object)
                .put("created", 0)
                .put("model", message.requireString("model"));
    }

    private void pieces(List<byte[]> chunks, String member, String text) {
        for (var piece : written.pieces(text)) {
            chunks.add(chunk(JsonObject.builder().put(member, piece), false));
        }
    }

    private void addCall(List<byte[]> chunks, int index, JsonObject block) {
        chunks.add(callChunk(call(block, "").put("index", index)));
        for (var piece : written.pieces(arguments(block))) {
            var function = JsonObject.builder().put("arguments", piece).build();
            chunks.add(
                    callChunk(JsonObject.builder().put("index", index).put("function", function)));
        }
    }

    private static JsonObject.Builder call(JsonObject block, String arguments) {
        var function =
                JsonObject.builder()
                        .put("name", block.requireString("name"))
                        .put("arguments", arguments);
        return JsonObject.builder()
                .put("id", block.requireString("id"))
                .put("type", "function")
                .put("function", function.build());
    }

    private static String arguments(JsonObject block) {
        return Json.text(block.requireObject("input"));
    }

    private byte[] callChunk(JsonObject.Builder call) {
        return chunk(JsonObject.builder().put("tool_calls", JsonArray.of(call.build())), false);
    }

    private byte[] chunk(JsonObject.Builder delta, boolean last) {
        var choice = JsonObject.builder().put("index", 0).put("delta", delta.build());
        if (last) {
            choice.put("finish_reason", finishReason());
        } else {
            choice.put("finish_reason", JsonNull.NULL);
        }
        return data(
                Json.text(
                        head("chat.completion.chunk")
                                .put("choices", JsonArray.of(choice.build()))
                                .build()));
    }

    private static byte[] data(String text) {
        return "data: %s\n\n".formatted(text).getBytes(StandardCharsets.UTF_8);
    }

    private String finishReason() {
        return switch (message.requireString("stop_reason")) {
            case "end_turn", "stop_sequence" -> "stop";
            case "tool_use" -> "tool_calls";
            case "max_tokens" -> "length";
            case "refusal" -> "content_filter";
            default -> message.requireString("stop_reason");
        };
    }

    private JsonObject usage() {
        var counts = message.requireObject("usage");
        long prompt = counts.requireLong("input_tokens");
        long completion = counts.requireLong("output_tokens");
        return JsonObject.builder()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion)
                .put("prompt_tokens_details", JsonObject.builder().put("cached_tokens", 0).build())
                .build();
    }
}
