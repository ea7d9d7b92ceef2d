package dev.bestcode.librarian;

import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import java.util.ArrayList;
import java.util.List;

/// Shows a page head and tail: its form stays, so that a request with it is as valid as before.
final class Cut {
    /// What an image costs at most, whatever its bytes: providers scale it down.
    private static final int IMAGE_TOKENS = 1_600;

    /// The head tells what it is, the tail how it ended.
    private static final double HEAD_PART = 2.0 / 3;

    private Cut() {}

    /// @param tokens that it may cost, roughly
    static JsonValue of(Page page, int tokens) {
        var blocks = Digest.blocks(page.tag(), page.content().get());
        if (page.tag().equals(ContextTags.TOOL_RESULT)
                && !blocks.isEmpty()
                && blocks.getFirst()
                        instanceof ContentBlock.ToolResult(var id, var content, var e)) {
            return new ContentBlock.ToolResult(id, cut(content, page, tokens), e).toJson();
        }
        return ContentBlock.toJson(cut(blocks, page, tokens));
    }

    private static List<ContentBlock> cut(List<ContentBlock> blocks, Page page, int tokens) {
        var shown = new ArrayList<ContentBlock>();
        int left = tokens;
        for (var block : blocks) {
            // The first of many takes what it needs; those behind it are named, not shown.
            var next = cut(block, page, Math.max(left, 0));
            left -= cost(next);
            shown.add(next);
        }
        return merged(shown);
    }

    private static ContentBlock cut(ContentBlock block, Page page, int tokens) {
        return switch (block) {
            case ContentBlock.Text(var text) -> new ContentBlock.Text(text(text, page, tokens));
            case ContentBlock.Image image -> tokens >= IMAGE_TOKENS ? image : leftOut(page);
            case ContentBlock.Document document ->
                    cost(document) <= tokens ? document : leftOut(page);
            case ContentBlock.Raw raw -> cost(raw) <= tokens ? raw : leftOut(page);
            case ContentBlock.ToolUse use -> use;
            case ContentBlock.ToolResult(var id, var content, var error) ->
                    new ContentBlock.ToolResult(id, cut(content, page, tokens), error);
        };
    }

    private static String text(String text, Page page, int tokens) {
        int chars = tokens * Tokens.BYTES_PER_TOKEN;
        if (text.length() <= chars) {
            return text;
        }
        int head = boundary(text, (int) (chars * HEAD_PART));
        int tail = boundary(text, text.length() - (chars - head));
        return "%s\n[… %,d characters are left out; recall {\"id\":%d,\"from\":%d} shows them …]\n%s"
                .formatted(
                        text.substring(0, head),
                        tail - head,
                        page.id().value(),
                        head,
                        text.substring(tail));
    }

    /// Where a text may be cut near an index without splitting a character.
    static int boundary(String text, int index) {
        boolean inside =
                index > 0
                        && index < text.length()
                        && Character.isLowSurrogate(text.charAt(index))
                        && Character.isHighSurrogate(text.charAt(index - 1));
        return inside ? index - 1 : index;
    }

    private static ContentBlock leftOut(Page page) {
        return new ContentBlock.Text(
                "[a part is left out here; it is kept with segment %d]"
                        .formatted(page.id().value()));
    }

    private static int cost(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> Tokens.ofBytes(text.length());
            case ContentBlock.Image _ -> IMAGE_TOKENS;
            case ContentBlock.Document(_, var base64) -> Tokens.ofBytes(base64.length());
            case ContentBlock.Raw(var json) -> Tokens.ofBytes(json.toString().length());
            case ContentBlock.ToolUse _ -> 0;
            case ContentBlock.ToolResult(_, var content, _) ->
                    content.stream().mapToInt(Cut::cost).sum();
        };
    }

    /// Many parts that were left out say so once.
    private static List<ContentBlock> merged(List<ContentBlock> blocks) {
        var merged = new ArrayList<ContentBlock>();
        for (var block : blocks) {
            if (merged.isEmpty() || !merged.getLast().equals(block)) {
                merged.add(block);
            }
        }
        return merged;
    }
}
