package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Grows one content block from its start and its deltas.
///
/// Two deltas have a rule of their own: `input_json_delta` is text of the JSON in `input`,
/// `citations_delta` adds to a list. All others, known or not, name the member that they change:
/// text is appended, anything else replaces.
final class BlockAssembler {
    private final JsonObject start;
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final Map<String, JsonValue> replaced = new LinkedHashMap<>();
    private final List<JsonValue> citations = new ArrayList<>();
    private final StringBuilder inputJson = new StringBuilder();
    private boolean stopped;

    BlockAssembler(JsonObject start) {
        this.start = start;
    }

    void append(JsonObject delta) {
        if (stopped) {
            throw new IllegalArgumentException("a delta came after its block had stopped");
        }
        switch (delta.requireString("type")) {
            case "input_json_delta" -> inputJson.append(delta.requireString("partial_json"));
            case "citations_delta" -> citations.add(delta.requireObject("citation"));
            default -> delta.members().forEach(this::change);
        }
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isToolUse() {
        return start.string("type").orElse("").equals("tool_use");
    }

    /// Whether it is a call of which no argument came, neither with its start nor after it.
    boolean lacksInput() {
        return isToolUse()
                && inputJson.toString().isBlank()
                && start.object("input").orElse(JsonObject.EMPTY).members().isEmpty();
    }

    /// The finished block.
    /// @throws dev.bestcode.api.json.JsonException when the input's text is not a JSON object
    JsonObject finish() {
        var members = new LinkedHashMap<>(start.members());
        texts.forEach((name, text) -> members.put(name, new JsonString(text.toString())));
        members.putAll(replaced);
        if (!citations.isEmpty()) {
            var all = new ArrayList<>(start.array("citations").orElse(JsonArray.EMPTY).values());
            all.addAll(citations);
            members.put("citations", new JsonArray(all));
        }
        if (!inputJson.toString().isBlank()) {
            members.put("input", Json.parseObject(inputJson.toString()));
        } else if (isToolUse()) {
            members.putIfAbsent("input", JsonObject.EMPTY);
        }
        return new JsonObject(members);
    }

    private void change(String name, JsonValue value) {
        if (name.equals("type")) {
            return; // the delta's own, not the block's
        }
        if (value instanceof JsonString(var text)) {
            texts.computeIfAbsent(name, _ -> new StringBuilder(start.string(name).orElse("")))
                    .append(text);
        } else {
            replaced.put(name, value);
        }
    }
}
