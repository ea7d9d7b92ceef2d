package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Usage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Writes a scripted answer as the provider would: in one piece, or as a stream of events.
/// @see "Anthropic Messages API, streaming, version 2023-06-01"
final class MessageJson implements Dialect.Written {
    /// Start of message, start of block, piece of text.
    private static final int EVENTS_WITH_TEXT = 3;

    /// Tokens are counted as bytes over four, which is near enough for a budget to be tested with.
    static final int BYTES_PER_TOKEN = 4;

    private final JsonObject message;
    private final int deltaCodePoints;

    private MessageJson(JsonObject message, int deltaCodePoints) {
        this.message = message;
        this.deltaCodePoints = deltaCodePoints;
    }

    static MessageJson of(
            Step.Say say,
            ReceivedRequest request,
            long number,
            Supplier<String> toolIds,
            int deltaCodePoints) {
        var blocks = new ArrayList<JsonValue>();
        for (var part : say.parts()) {
            blocks.add(
                    block(part, toolIds, () -> ThinkingBinding.signature(request.body(), blocks)));
        }
        var content = new JsonArray(blocks);
        var message =
                JsonObject.builder()
                        .put("id", "msg_" + number)
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", request.body().string("model").orElse("scripted"))
                        .put("content", content)
                        .put("stop_reason", say.stopReason().orElseGet(() -> stopReason(say)))
                        .put("stop_sequence", JsonNull.NULL)
                        .put("usage", usage(request.bodyBytes(), Json.print(content).length));
        return new MessageJson(message.build(), deltaCodePoints);
    }

    JsonObject message() {
        return message;
    }

    Usage counted() {
        var usage = message.requireObject("usage");
        return new Usage(
                usage.requireLong("input_tokens"), usage.requireLong("output_tokens"), 0, 0);
    }

    @Override
    public byte[] whole() {
        return Json.print(message);
    }

    @Override
    public List<byte[]> firstWords() {
        return events().subList(0, EVENTS_WITH_TEXT);
    }

    @Override
    public List<byte[]> events() {
        var events = new ArrayList<byte[]>();
        events.add(event("message_start", JsonObject.builder().put("message", opening())));
        var content = message.requireArray("content").values();
        for (int index = 0; index < content.size(); index++) {
            addBlock(events, index, (JsonObject) content.get(index));
        }
        var delta =
                JsonObject.builder()
                        .put("stop_reason", message.requireString("stop_reason"))
                        .put("stop_sequence", JsonNull.NULL)
                        .build();
        var usage =
                JsonObject.builder()
                        .put(
                                "output_tokens",
                                message.requireObject("usage").requireLong("output_tokens"))
                        .build();
        events.add(
                event(
                        "message_delta",
                        JsonObject.builder().put("delta", delta).put("usage", usage)));
        events.add(event("message_stop", JsonObject.builder()));
        return events;
    }

    static byte[] event(String type, JsonObject.Builder rest) {
        var json = JsonObject.builder().put("type", type);
        rest.build().members().forEach(json::put);
        return event(type, Json.text(json.build()));
    }

    static byte[] event(String type, String data) {
        return "event: %s\ndata: %s\n\n".formatted(type, data).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue block(
            Step.Part part, Supplier<String> toolIds, Supplier<String> signature) {
        return switch (part) {
            case Step.Text(var text) ->
                    JsonObject.builder().put("type", "text").put("text", text).build();
            case Step.Thinking(var text) ->
                    JsonObject.builder()
                            .put("type", "thinking")
                            .put("thinking", text)
                            .put("signature", signature.get())
                            .build();
            case Step.ToolCall(var name, var arguments) ->
                    JsonObject.builder()
                            .put("type", "tool_use")
                            .put("id", toolIds.get())
                            .put("name", name)
                            .put("input", arguments)
                            .build();
        };
    }

    private static String stopReason(Step.Say say) {
        boolean calls = say.parts().stream().anyMatch(Step.ToolCall.class::isInstance);
        return calls ? "tool_use" : "end_turn";
    }

    private static JsonObject usage(int inputBytes, int outputBytes) {
        return JsonObject.builder()
                .put("input_tokens", inputBytes / BYTES_PER_TOKEN + 1)
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", outputBytes / BYTES_PER_TOKEN + 1)
                .build();
    }

    /// The message as `message_start` has it: nothing said, nothing known of its end.
    private JsonObject opening() {
        var opening = JsonObject.builder();
        message.members()
                .forEach(
                        (name, value) -> {
                            switch (name) {
                                case "content" -> opening.put(name, JsonArray.EMPTY);
                                case "stop_reason" -> opening.put(name, JsonNull.NULL);
                                case "usage" -> opening.put(name, usageAtStart((JsonObject) value));
                                default -> opening.put(name, value);
                            }
                        });
        return opening.build();
    }

    private static JsonObject usageAtStart(JsonObject usage) {
        var atStart = JsonObject.builder();
        usage.members()
                .forEach(
                        (name, count) -> {
                            if (name.equals("output_tokens")) {
                                atStart.put(name, 1);
                            } else {
                                atStart.put(name, count);
                            }
                        });
        return atStart.build();
    }

    private void addBlock(List<byte[]> events, int index, JsonObject block) {
        switch (block.requireString("type")) {
            case "text" -> {
                start(events, index, blank(block, "text"));
                deltas(events, index, "text_delta", "text", block.requireString("text"));
            }
            case "thinking" -> {
                start(events, index, blank(blank(block, "thinking"), "signature"));
                deltas(
                        events,
                        index,
                        "thinking_delta",
                        "thinking",
                        block.requireString("thinking"));
                delta(
                        events,
                        index,
                        "signature_delta",
                        "signature",
                        block.requireString("signature"));
            }
            default -> {
                start(events, index, replaced(block, "input", JsonObject.EMPTY));
                deltas(
                        events,
                        index,
                        "input_json_delta",
                        "partial_json",
                        Json.text(block.requireObject("input")));
            }
        }
        events.add(event("content_block_stop", JsonObject.builder().put("index", index)));
    }

    private static void start(List<byte[]> events, int index, JsonObject block) {
        events.add(
                event(
                        "content_block_start",
                        JsonObject.builder().put("index", index).put("content_block", block)));
    }

    private void deltas(List<byte[]> events, int index, String type, String member, String text) {
        pieces(text).forEach(piece -> delta(events, index, type, member, piece));
    }

    /// The text, cut as it is streamed.
    List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int to = from;
            for (int i = 0; i < deltaCodePoints && to < text.length(); i++) {
                to += Character.charCount(text.codePointAt(to));
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static void delta(
            List<byte[]> events, int index, String type, String member, String text) {
        var delta = JsonObject.builder().put("type", type).put(member, text).build();
        events.add(
                event(
                        "content_block_delta",
                        JsonObject.builder().put("index", index).put("delta", delta)));
    }

    private static JsonObject blank(JsonObject block, String member) {
        return replaced(block, member, new JsonString(""));
    }

    private static JsonObject replaced(JsonObject block, String member, JsonValue value) {
        var copy = JsonObject.builder();
        block.members().forEach((name, old) -> copy.put(name, name.equals(member) ? value : old));
        return copy.build();
    }
}
