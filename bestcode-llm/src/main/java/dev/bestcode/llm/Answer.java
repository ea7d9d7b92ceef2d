package dev.bestcode.llm;

import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.StopReason;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/// A whole message of the provider.
/// @param stop in the words of [LlmReply#stop()]
record Answer(String model, List<ContentBlock> content, String stop, Usage usage) {
    Answer {
        content = content.stream().filter(block -> !isBlankText(block)).toList();
        var ids = new HashSet<String>();
        for (var block : content) {
            if (block instanceof ContentBlock.ToolUse use) {
                requireNamed(use);
                if (!ids.add(use.id())) {
                    throw new IllegalArgumentException("two tool calls have the id " + use.id());
                }
            }
        }
    }

    /// Read a message that came in one piece.
    /// @throws IllegalArgumentException when it is not a finished message
    static Answer from(JsonObject message) {
        if (!message.requireString("type").equals("message")) {
            throw new IllegalArgumentException("'type' is not 'message'");
        }
        var stop = message.requireString("stop_reason");
        var content = new ArrayList<ContentBlock>();
        message.requireArray("content").values().forEach(value -> content.add(block(value)));
        if (isCut(stop) && endsWithEmptyCall(content)) {
            content.removeLast();
        }
        return new Answer(
                message.requireString("model"),
                content,
                stop,
                usage(Usage.ZERO, message.requireObject("usage")));
    }

    private static boolean endsWithEmptyCall(List<ContentBlock> content) {
        return !content.isEmpty()
                && content.getLast() instanceof ContentBlock.ToolUse use
                && use.input().members().isEmpty();
    }

    /// Whether an answer that stopped for this reason may end inside a call. Asking again would end
    /// the same way, so the call is left out and the reason tells why.
    static boolean isCut(String stop) {
        return switch (StopReason.ofWireName(stop)) {
            case MAX_TOKENS, REFUSAL, MODEL_CONTEXT_WINDOW_EXCEEDED -> true;
            case END_TURN, TOOL_USE, STOP_SEQUENCE, PAUSE_TURN, OTHER -> false;
        };
    }

    LlmReply toReply(Sha256 requestHash) {
        return new LlmReply(model, content, stop, usage, requestHash);
    }

    static ContentBlock block(JsonValue value) {
        if (!(value instanceof JsonObject json)) {
            throw new IllegalArgumentException("a content block is not an object");
        }
        return ContentBlock.from(withoutNullCitations(json));
    }

    /// The counts known so far, replaced by those that came: the provider's are running totals.
    static Usage usage(Usage known, JsonObject counts) {
        return new Usage(
                counts.integer("input_tokens").orElse(known.input()),
                counts.integer("output_tokens").orElse(known.output()),
                counts.integer("cache_read_input_tokens").orElse(known.cacheRead()),
                counts.integer("cache_creation_input_tokens").orElse(known.cacheWrite()));
    }

    /// `"citations": null` says that there are none; with it the text would count as unknown.
    private static JsonObject withoutNullCitations(JsonObject json) {
        if (!JsonNull.NULL.equals(json.members().get("citations"))) {
            return json;
        }
        var members = new LinkedHashMap<>(json.members());
        members.remove("citations");
        return new JsonObject(members);
    }

    /// The provider writes such blocks now and then, and refuses a conversation that holds one.
    private static boolean isBlankText(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> text.isBlank();
            case ContentBlock.Raw(var json) ->
                    new JsonString("text").equals(json.members().get("type"))
                            && json.string("text").orElse("").isBlank();
            case ContentBlock.ToolUse _,
                    ContentBlock.ToolResult _,
                    ContentBlock.Image _,
                    ContentBlock.Document _ ->
                    false;
        };
    }

    private static void requireNamed(ContentBlock.ToolUse use) {
        if (use.id().isEmpty() || use.name().isEmpty()) {
            throw new IllegalArgumentException("a tool call lacks its id or its name");
        }
    }
}
