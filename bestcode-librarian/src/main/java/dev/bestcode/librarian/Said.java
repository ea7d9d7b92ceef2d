package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.tool.ToolDescriptor;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the content of a segment says in a conversation. Immutable.
sealed interface Said {
    record Prompt(String text) implements Said {}

    record Tools(List<ToolDescriptor> tools) implements Said {
        public Tools {
            tools = List.copyOf(tools); // and so is each request's list the same one
        }
    }

    record User(List<ContentBlock> blocks) implements Said {}

    record Assistant(List<ContentBlock> blocks) implements Said {}

    record Result(ContentBlock.ToolResult result) implements Said {}

    /// The same without what a model thought.
    default Said withoutThinking() {
        return this instanceof Assistant(var blocks)
                ? new Assistant(blocks.stream().filter(block -> !block.isThinking()).toList())
                : this;
    }

    /// @param tag of [ContextTags]
    /// @throws IllegalArgumentException when it is no part of a conversation, or not what its tag
    /// says
    static Said of(String tag, byte[] content) {
        return tag.equals(ContextTags.SYSTEM)
                ? new Prompt(new String(content, StandardCharsets.UTF_8))
                : of(tag, Json.parse(content));
    }

    static Said of(String tag, JsonValue content) {
        return switch (tag) {
            case ContextTags.TOOLS -> new Tools(tools((JsonArray) content));
            case ContextTags.USER, ContextTags.SCRATCH ->
                    new User(ContentBlock.listFrom((JsonArray) content));
            case ContextTags.ASSISTANT -> new Assistant(ContentBlock.listFrom((JsonArray) content));
            case ContextTags.TOOL_RESULT ->
                    new Result((ContentBlock.ToolResult) ContentBlock.from((JsonObject) content));
            default ->
                    throw new IllegalArgumentException(
                            "a segment with tag '%s' is no part of a conversation".formatted(tag));
        };
    }

    private static List<ToolDescriptor> tools(JsonArray definitions) {
        return definitions.values().stream()
                .map(JsonObject.class::cast)
                .map(
                        tool ->
                                new ToolDescriptor(
                                        tool.requireString("name"),
                                        tool.requireString("description"),
                                        tool.requireObject("input_schema")))
                .toList();
    }
}
