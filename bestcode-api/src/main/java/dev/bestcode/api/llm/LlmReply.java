package dev.bestcode.api.llm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.PayloadType;

import java.util.List;
import java.util.stream.Collectors;

/// A whole answer of a model.
/// @param model the id that answered
/// @param stop why it ended, in the words of [StopReason], or the provider's own where they are new
/// @param requestHash SHA-256 of the request's bytes as sent
public record LlmReply(
        String model, List<ContentBlock> content, String stop, Usage usage, Sha256 requestHash) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "LlmReply",
                    """
                    {"type":"object","additionalProperties":false,
                     "required":["model","content","stop_reason","usage","request_sha256"],
                     "properties":{"model":{"type":"string"},
                       "content":{"type":"array","items":{"type":"object","required":["type"]}},
                       "stop_reason":{"type":"string"},
                       "usage":{"type":"object"},
                       "request_sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}
                    """);

    public LlmReply {
        content = List.copyOf(content);
    }

    public LlmReply(
            String model,
            List<ContentBlock> content,
            StopReason stopReason,
            Usage usage,
            Sha256 requestHash) {
        this(model, content, stopReason.wireName(), usage, requestHash);
    }

    /// Why it ended, as far as this version knows.
    public StopReason stopReason() {
        return StopReason.ofWireName(stop);
    }

    /// The tools asked for, in order.
    public List<ContentBlock.ToolUse> toolUses() {
        return content.stream()
                .filter(ContentBlock.ToolUse.class::isInstance)
                .map(ContentBlock.ToolUse.class::cast)
                .toList();
    }

    /// The text blocks, one after the other.
    public String text() {
        return content.stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(block -> ((ContentBlock.Text) block).text())
                .collect(Collectors.joining());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("model", model)
                .put("content", ContentBlock.toJson(content))
                .put("stop_reason", stop)
                .put("usage", usage.toJson())
                .put("request_sha256", requestHash.hex())
                .build();
    }

    /// @throws IllegalArgumentException when it is not a reply's JSON
    public static LlmReply from(JsonObject json) {
        return new LlmReply(
                json.requireString("model"),
                ContentBlock.listFrom(json.requireArray("content")),
                json.requireString("stop_reason"),
                Usage.from(json.requireObject("usage")),
                new Sha256(json.requireString("request_sha256")));
    }
}
