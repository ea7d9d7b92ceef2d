package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.RequestRenderer;
import dev.bestcode.api.tool.ToolDescriptor;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Builds a request from a context: every segment in order, in full, as a line, cut or not at all,
/// as its tier and its fold say.
public final class ContextRenderer implements RequestRenderer {
    @Override
    public LlmRequest render(RequestRecipe recipe, KernelState state) {
        var segments =
                state.contexts().segments(recipe.context()).stream()
                        .filter(segment -> segment.id().value() <= recipe.upTo().value())
                        .toList();
        long gone = segments.stream().filter(ContextRenderer::isGone).count();
        var conversation = new Conversation();
        for (var segment : segments) {
            switch (segment.tier()) {
                case EXPANDED -> add(segment, content(segment.id(), state), state, conversation);
                case FOLDED -> addFold(segment, state, conversation);
                case EVICTED -> {
                    // The first one speaks for all.
                    if (gone > 0 && isGone(segment)) {
                        conversation.user(List.of(new ContentBlock.Text(goneLine(gone))));
                        gone = 0;
                    }
                }
            }
        }
        return conversation.request(recipe.model(), recipe.maxTokens());
    }

    private static boolean isGone(SegmentRow segment) {
        return segment.tier() == Tier.EVICTED
                && (segment.tag().equals(ContextTags.ASSISTANT)
                        || segment.tag().equals(ContextTags.USER));
    }

    private static String goneLine(long count) {
        return "[%,d earlier parts are out of view; recall {\"query\":\"…\"} finds them]"
                .formatted(count);
    }

    private static void addFold(SegmentRow segment, KernelState state, Conversation conversation) {
        var summary =
                state.contexts().summary(segment.id()).orElseThrow(() -> missing(segment.id()));
        switch (Fold.from(summary).shown()) {
            case Fold.Line line -> conversation.user(List.of(new ContentBlock.Text(line.words())));
            case Fold.Cut(var shown) ->
                    add(segment, Bytes.of(Json.print(shown)), state, conversation);
            case Fold.Silent() -> {
                // The first segment of its exchange has the line.
            }
        }
    }

    private static void add(
            SegmentRow segment, Bytes bytes, KernelState state, Conversation conversation) {
        byte[] content = bytes.toByteArray();
        switch (segment.tag()) {
            case ContextTags.SYSTEM ->
                    conversation.system(new String(content, StandardCharsets.UTF_8));
            case ContextTags.TOOLS -> conversation.tools(tools(array(content)));
            case ContextTags.USER, ContextTags.SCRATCH ->
                    conversation.user(ContentBlock.listFrom(array(content)));
            case ContextTags.ASSISTANT ->
                    conversation.assistant(ContentBlock.listFrom(array(content)));
            case ContextTags.TOOL_RESULT ->
                    conversation.result(
                            (ContentBlock.ToolResult)
                                    ContentBlock.from((JsonObject) Json.parse(content)));
            case ContextTags.RECALLED -> conversation.user(recalled(segment, bytes, state));
            default ->
                    throw new IllegalArgumentException(
                            "segment %s has tag '%s', which is no part of a conversation"
                                    .formatted(segment.id(), segment.tag()));
        }
    }

    private static List<ContentBlock> recalled(
            SegmentRow segment, Bytes content, KernelState state) {
        return Digest.recalled(content).stream()
                .flatMap(id -> state.contexts().get(id).stream())
                .filter(row -> row.thread().equals(segment.thread()))
                .<ContentBlock>map(
                        row ->
                                new ContentBlock.Text(
                                        "[#%d again] %s"
                                                .formatted(
                                                        row.id().value(),
                                                        Digest.text(
                                                                row.tag(),
                                                                content(row.id(), state)))))
                .toList();
    }

    private static Bytes content(SegmentId segment, KernelState state) {
        return state.contexts().content(segment).orElseThrow(() -> missing(segment));
    }

    private static IllegalArgumentException missing(SegmentId segment) {
        return new IllegalArgumentException("segment " + segment + " has no content");
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
