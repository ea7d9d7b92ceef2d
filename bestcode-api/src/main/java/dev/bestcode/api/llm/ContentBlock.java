package dev.bestcode.api.llm;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// A part of a conversation's message. Its JSON form is the one of Anthropic's Messages API, which
/// is what the log holds; other dialects are translated at the client.
/// @see "Anthropic Messages API, version 2023-06-01"
public sealed interface ContentBlock {
    record Text(String text) implements ContentBlock {
        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /// The model asks for a tool.
    /// @param id unique in the conversation
    /// @param more members that this version does not know, sent back as they came
    record ToolUse(String id, String name, JsonObject input, JsonObject more)
            implements ContentBlock {
        public ToolUse(String id, String name, JsonObject input) {
            this(id, name, input, JsonObject.EMPTY);
        }

        /// By what tells one from another, not by all that it holds: blocks are looked up in maps.
        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /// What came of a [ToolUse].
    record ToolResult(String toolUseId, List<ContentBlock> content, boolean error)
            implements ContentBlock {
        public ToolResult {
            content = List.copyOf(content);
        }

        /// As of a [ToolUse].
        @Override
        public int hashCode() {
            return toolUseId.hashCode();
        }
    }

    /// An image, as base64.
    record Image(String mediaType, String base64) implements ContentBlock {}

    /// A document such as a PDF, as base64.
    record Document(String mediaType, String base64) implements ContentBlock {}

    /// A block kept as it came and sent back unchanged: thinking with its signature, and whatever a
    /// provider adds later.
    record Raw(JsonObject json) implements ContentBlock {}

    /// Whether it is what a model of Anthropic's thought, readable or not. Its signature holds
    /// behind the same conversation only, and without it every request is as valid as with it.
    default boolean isThinking() {
        return this instanceof Raw(var json)
                && json.string("type")
                        .filter(type -> type.equals("thinking") || type.equals("redacted_thinking"))
                        .isPresent();
    }

    default JsonObject toJson() {
        return switch (this) {
            case Text(var text) ->
                    JsonObject.builder().put("type", "text").put("text", text).build();
            case ToolUse(var id, var name, var input, var more) -> {
                var use =
                        JsonObject.builder()
                                .put("type", "tool_use")
                                .put("id", id)
                                .put("name", name)
                                .put("input", input);
                more.members().forEach(use::put);
                yield use.build();
            }
            case ToolResult(var id, var content, var error) -> {
                var result =
                        JsonObject.builder()
                                .put("type", "tool_result")
                                .put("tool_use_id", id)
                                .put("content", toJson(content));
                yield error ? result.put("is_error", true).build() : result.build();
            }
            case Image(var mediaType, var base64) -> file("image", mediaType, base64);
            case Document(var mediaType, var base64) -> file("document", mediaType, base64);
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
                            json.requireObject("input"),
                            without(json, Set.of("type", "id", "name", "input")));
            case "tool_result" ->
                    new ToolResult(
                            json.requireString("tool_use_id"),
                            listFrom(json.requireArray("content")),
                            json.bool("is_error").orElse(false));
            case "image" ->
                    isPlainFile(json)
                            ? new Image(mediaType(json), base64(json))
                            : new Raw(json); // a URL, a cache mark and the like
            case "document" ->
                    isPlainFile(json)
                            ? new Document(mediaType(json), base64(json))
                            : new Raw(json); // a title, citations and the like
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

    private static JsonObject file(String type, String mediaType, String base64) {
        var source =
                JsonObject.builder()
                        .put("type", "base64")
                        .put("media_type", mediaType)
                        .put("data", base64);
        return JsonObject.builder().put("type", type).put("source", source.build()).build();
    }

    private static boolean isPlainFile(JsonObject json) {
        var source = json.requireObject("source");
        return json.members().size() == 2
                && source.members().size() <= 3
                && source.string("type").orElse("").equals("base64");
    }

    private static String mediaType(JsonObject file) {
        return file.requireObject("source").requireString("media_type");
    }

    private static String base64(JsonObject file) {
        return file.requireObject("source").requireString("data");
    }

    private static JsonObject without(JsonObject json, Set<String> names) {
        if (json.members().size() == names.size()) {
            return JsonObject.EMPTY;
        }
        var rest = new LinkedHashMap<>(json.members());
        rest.keySet().removeAll(names);
        return new JsonObject(rest);
    }

    private static ContentBlock notABlock(JsonValue value) {
        throw new IllegalArgumentException(
                "a content block must be an object; got " + value.getClass().getSimpleName());
    }
}
