package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.List;

/// Writes a scripted answer as a server of responses would: an item for each part, text in deltas,
/// calls and thinking whole. Items are told once more when they are done, and all in the last
/// event.
/// @see "OpenAI API reference, responses, streaming events"
final class ResponsesJson implements Dialect.Written {
    /// Start of the response, start of the item, piece of text.
    private static final int EVENTS_WITH_TEXT = 3;

    private final MessageJson written;
    private final JsonObject message;

    ResponsesJson(MessageJson written) {
        this.written = written;
        this.message = written.message();
    }

    @Override
    public byte[] whole() {
        return Json.print(response("completed", items()));
    }

    @Override
    public List<byte[]> events() {
        var events = new ArrayList<byte[]>();
        events.add(told("response.created", response("in_progress", List.of())));
        var items = items();
        for (int index = 0; index < items.size(); index++) {
            var item = (JsonObject) items.get(index);
            events.add(item("response.output_item.added", index, opening(item)));
            if (item.requireString("type").equals("message")) {
                addText(events, index, item);
            }
            events.add(item("response.output_item.done", index, item));
        }
        events.add(told("response.completed", response("completed", items)));
        return events;
    }

    @Override
    public List<byte[]> firstWords() {
        return events().subList(0, EVENTS_WITH_TEXT);
    }

    private void addText(List<byte[]> events, int index, JsonObject item) {
        var text = ((JsonObject) item.requireArray("content").values().getFirst());
        for (var piece : written.pieces(text.requireString("text"))) {
            events.add(
                    MessageJson.event(
                            "response.output_text.delta",
                            JsonObject.builder()
                                    .put("item_id", item.requireString("id"))
                                    .put("output_index", index)
                                    .put("content_index", 0)
                                    .put("delta", piece)));
        }
    }

    private List<JsonValue> items() {
        var blocks = message.requireArray("content").values();
        var items = new ArrayList<JsonValue>();
        for (int index = 0; index < blocks.size(); index++) {
            var id = "%s_%d".formatted(message.requireString("id"), index);
            items.add(item(id, (JsonObject) blocks.get(index)));
        }
        return items;
    }

    private static JsonObject item(String id, JsonObject block) {
        var item = JsonObject.builder().put("id", id).put("status", "completed");
        switch (block.requireString("type")) {
            case "text" ->
                    item.put("type", "message")
                            .put("role", "assistant")
                            .put("content", part("output_text", block.requireString("text")));
            case "thinking" ->
                    item.put("type", "reasoning")
                            .put("summary", part("summary_text", block.requireString("thinking")));
            default ->
                    item.put("type", "function_call")
                            .put("call_id", block.requireString("id"))
                            .put("name", block.requireString("name"))
                            .put("arguments", Json.text(block.requireObject("input")));
        }
        return item.build();
    }

    private static JsonArray part(String type, String text) {
        return JsonArray.of(JsonObject.builder().put("type", type).put("text", text).build());
    }

    /// As it is when nothing of it has been said.
    private static JsonObject opening(JsonObject item) {
        var opening = JsonObject.builder();
        item.members()
                .forEach(
                        (name, value) -> {
                            switch (name) {
                                case "status" -> opening.put(name, "in_progress");
                                case "content", "summary" -> opening.put(name, JsonArray.EMPTY);
                                case "arguments" -> opening.put(name, "");
                                default -> opening.put(name, value);
                            }
                        });
        return opening.build();
    }

    private static byte[] item(String type, int index, JsonObject item) {
        return MessageJson.event(
                type, JsonObject.builder().put("output_index", index).put("item", item));
    }

    private static byte[] told(String type, JsonObject response) {
        return MessageJson.event(type, JsonObject.builder().put("response", response));
    }

    private JsonObject response(String status, List<JsonValue> items) {
        var counts = message.requireObject("usage");
        long in = counts.requireLong("input_tokens");
        long out = counts.requireLong("output_tokens");
        var usage =
                JsonObject.builder()
                        .put("input_tokens", in)
                        .put(
                                "input_tokens_details",
                                JsonObject.builder().put("cached_tokens", 0).build())
                        .put("output_tokens", out)
                        .put(
                                "output_tokens_details",
                                JsonObject.builder().put("reasoning_tokens", 0).build())
                        .put("total_tokens", in + out);
        return JsonObject.builder()
                .put("id", "resp_" + message.requireString("id"))
                .put("object", "response")
                .put("created_at", 0)
                .put("model", message.requireString("model"))
                .put("status", status)
                .put("output", new JsonArray(items))
                .put("usage", usage.build())
                .build();
    }
}
