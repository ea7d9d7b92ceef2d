package dev.bestcode.api.llm;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.List;

/// A part of a conversation's message. Its JSON form is the one of Anthropic's Messages API, which
/// is what the log holds; other dialects are translated at the client.
/// @see "Anthropic Messages API, version 2023-06-01"
public sealed interface ContentBlock {
    record Text(String text) implements ContentBlock {}

    /// The model asks for a tool.
    /// @param id unique in the conversation
    record ToolUse(String id, String name, JsonObject input) implements ContentBlock {}

    /// What came of a [ToolUse].
    record ToolResult(String toolUseId, List<ContentBlock> content, boolean error)
            implements ContentBlock {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /// An image, as base64.
    record Image(String mediaType, String base64) implements ContentBlock {}

    /// A block kept as it came and sent back unchanged: thinking with its signature, and whatever a
    /// provider adds later.
    record Raw(JsonObject json) implements ContentBlock {}

    default JsonObject toJson() {
        return switch (this) {
            case Text(var text) ->
                    JsonObject.builder().put("type", "text").put("text", text).build();
            case ToolUse(var id, var name, var input) ->
                    JsonObject.builder()
                            .put("type", "tool_use")
                            .put("id", id)
                            .put("name", name)
                            .put("input", input)
                            .build();
            case ToolResult(var id, var content, var error) -> {
                var result =
                        JsonObject.builder()
                                .put("type", "tool_result")
                                .put("tool_use_id", id)
                                .put("content", toJson(content));
                yield error ? result.put("is_error", true).build() : result.build();
            }
            case Image(var mediaType, var base64) ->
                    JsonObject.builder()
                            .put("type", "image")
                            .put(
                                    "source",
                                    JsonObject.builder()
                                            .put("type", "base64")
                                            .put("media_type", mediaType)
                                            .put("data", base64)
                                            .build())
                            .build();
            case Raw(var json) -> json;
        };
    }

    /// What is not known is [Raw], unchanged.
    /// @throws IllegalArgumentException when a known block lacks what it needs
    static ContentBlock from(JsonObject json) {
        return switch (json.requireString("type")) {
            case "text" -> {
                boolean plain =
                        json.members().size() == 2; // citations and the like stay as they came
                yield plain ? new Text(json.requireString("text")) : new Raw(json);
            }
            case "tool_use" ->
                    new ToolUse(
                            json.requireString("id"),
                            json.requireString("name"),
                            json.requireObject("input"));
            case "tool_result" ->
                    new ToolResult(
                            json.requireString("tool_use_id"),
                            listFrom(json.requireArray("content")),
                            json.bool("is_error").orElse(false));
            case "image" -> {
                var source = json.requireObject("source");
                yield source.string("type").orElse("").equals("base64")
                        ? new Image(
                                source.requireString("media_type"), source.requireString("data"))
                        : new Raw(json);
            }
            default -> new Raw(json);
        };
    }

    static JsonArray toJson(List<ContentBlock> blocks) {
        return new JsonArray(blocks.stream().map(block -> (JsonValue) block.toJson()).toList());
    }

    /// @throws IllegalArgumentException when an element is not a block
    static List<ContentBlock> listFrom(JsonArray array) {
        return array.values().stream()
                .map(value -> value instanceof JsonObject object ? from(object) : notABlock(value))
                .toList();
    }

    private static ContentBlock notABlock(JsonValue value) {
        throw new IllegalArgumentException(
                "a content block must be an object; got " + value.getClass().getSimpleName());
    }
}
