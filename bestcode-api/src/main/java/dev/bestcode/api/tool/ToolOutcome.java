package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.message.PayloadType;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a tool call ended, as the model reads it.
/// @param error whether it failed; a command's non-zero exit is a failure too
/// @param content text and images; at most the tool's own cap
/// @param scratch how it came to that, in words. A caller whose context is curated keeps it as one
///     fold that can be recalled, any other caller not at all.
public record ToolOutcome(boolean error, List<ContentBlock> content, Optional<String> scratch) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "ToolOutcome",
                    """
                    {"type":"object","required":["error","content"],"additionalProperties":false,
                     "properties":{"error":{"type":"boolean"},
                       "content":{"type":"array","items":{"type":"object","required":["type"]}},
                       "scratch":{"type":"string"}}}
                    """);

    public ToolOutcome {
        content = List.copyOf(content);
    }

    /// An outcome without a scratch context.
    public ToolOutcome(boolean error, List<ContentBlock> content) {
        this(error, content, Optional.empty());
    }

    public ToolOutcome withScratch(String text) {
        return new ToolOutcome(error, content, Optional.of(text));
    }

    public static ToolOutcome succeeded(String text) {
        return new ToolOutcome(false, List.of(new ContentBlock.Text(text)));
    }

    public static ToolOutcome failed(String text) {
        return new ToolOutcome(true, List.of(new ContentBlock.Text(text)));
    }

    /// The text parts, one below the other.
    public String text() {
        return content.stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(block -> ((ContentBlock.Text) block).text())
                .collect(Collectors.joining("\n"));
    }

    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("error", error)
                        .put("content", ContentBlock.toJson(content));
        scratch.ifPresent(text -> json.put("scratch", text));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not an outcome's JSON
    public static ToolOutcome from(JsonObject json) {
        var error =
                json.bool("error")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "member 'error' must be a bool"));
        JsonArray content = json.requireArray("content");
        return new ToolOutcome(error, ContentBlock.listFrom(content), json.string("scratch"));
    }
}
