package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.RequestRenderer;
import dev.bestcode.api.tool.ToolDescriptor;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Builds a request from the whole of a context: every segment, in order, in full.
public final class ContextRenderer implements RequestRenderer {
    @Override
    public LlmRequest render(RequestRecipe recipe, KernelState state) {
        var conversation = new Conversation();
        for (var segment : state.contexts().segments(recipe.context())) {
            if (segment.id().value() <= recipe.upTo().value()) {
                add(segment, content(segment, state), conversation);
            }
        }
        return conversation.request(recipe.model(), recipe.maxTokens());
    }

    private static void add(SegmentRow segment, byte[] content, Conversation conversation) {
        switch (segment.tag()) {
            case ContextTags.SYSTEM ->
                    conversation.system(new String(content, StandardCharsets.UTF_8));
            case ContextTags.TOOLS -> conversation.tools(tools(array(content)));
            case ContextTags.USER -> conversation.user(ContentBlock.listFrom(array(content)));
            case ContextTags.ASSISTANT ->
                    conversation.assistant(ContentBlock.listFrom(array(content)));
            case ContextTags.TOOL_RESULT ->
                    conversation.result(
                            (ContentBlock.ToolResult)
                                    ContentBlock.from((JsonObject) Json.parse(content)));
            default ->
                    throw new IllegalArgumentException(
                            "segment %s has tag '%s', which is no part of a conversation"
                                    .formatted(segment.id(), segment.tag()));
        }
    }

    private static byte[] content(SegmentRow segment, KernelState state) {
        return state.contexts()
                .content(segment.id())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "segment " + segment.id() + " has no content"))
                .toByteArray();
    }

    private static JsonArray array(byte[] content) {
        return (JsonArray) Json.parse(content);
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
