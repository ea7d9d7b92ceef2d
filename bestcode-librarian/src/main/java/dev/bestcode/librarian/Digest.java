package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import java.util.List;
import java.util.stream.Collectors;

/// Reads a page's content by its tag. What is not as it should be has no blocks: the librarian
/// judges pages, it does not vouch for them.
final class Digest {
    private Digest() {}

    static List<ContentBlock> blocks(String tag, Bytes content) {
        try {
            return switch (tag) {
                case ContextTags.USER, ContextTags.ASSISTANT, ContextTags.SCRATCH ->
                        ContentBlock.listFrom((JsonArray) Json.parse(content.toByteArray()));
                case ContextTags.TOOL_RESULT ->
                        List.of(ContentBlock.from((JsonObject) Json.parse(content.toByteArray())));
                default -> List.of();
            };
        } catch (JsonException | IllegalArgumentException | ClassCastException broken) {
            return List.of();
        }
    }

    /// What a page shows, as one text: words, calls with their arguments, results.
    static String text(String tag, Bytes content) {
        return text(blocks(tag, content));
    }

    static String text(List<ContentBlock> blocks) {
        return blocks.stream().map(Digest::text).collect(Collectors.joining("\n"));
    }

    private static String text(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> text;
            case ContentBlock.ToolUse(_, var name, var input, _) ->
                    name + " " + spread(Json.text(input));
            case ContentBlock.ToolResult(_, var content, _) -> text(content);
            case ContentBlock.Image _ -> "[an image]";
            case ContentBlock.Document _ -> "[a document]";
            case ContentBlock.Raw _ -> "";
        };
    }

    /// Arguments with their line breaks as such, so that lines in them are found elsewhere.
    static String spread(String json) {
        return json.replace("\\n", "\n").replace("\\\"", "\"").replace("\\t", " ");
    }

    /// The segments that a recall shows.
    static List<SegmentId> recalled(Bytes content) {
        try {
            return ((JsonArray) Json.parse(content.toByteArray()))
                    .values().stream()
                            .map(JsonNumber.class::cast)
                            .flatMap(number -> number.asLong().stream().boxed())
                            .map(SegmentId::new)
                            .toList();
        } catch (JsonException | IllegalArgumentException | ClassCastException broken) {
            return List.of();
        }
    }
}
