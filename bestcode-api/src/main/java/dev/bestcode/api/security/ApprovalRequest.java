package dev.bestcode.api.security;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.tool.ToolPreview;

/// A question to a person: may this call run?
/// @param intent the call as the journal has it
/// @param preview what the call comes to
public record ApprovalRequest(
        RunId run,
        String profile,
        MessageId intent,
        String tool,
        JsonObject arguments,
        ToolPreview preview) {
    /// As the journal has it.
    public static final PayloadType TYPE =
            PayloadType.of(
                    "ApprovalRequest",
                    """
                    {"type":"object",
                     "required":["run","profile","intent","tool","preview","digest"],
                     "additionalProperties":false,
                     "properties":{"run":{"type":"string"},"profile":{"type":"string"},
                       "intent":{"type":"integer"},"tool":{"type":"string"},
                       "preview":{"type":"object"},"digest":{"type":"string"}}}
                    """);

    /// Of the tool, its canonical arguments and what they come to. Another call is another
    /// question, and so is the same one that now comes to something else.
    public Sha256 digest() {
        return Sha256.of(
                Json.canonical(
                        JsonObject.builder()
                                .put("tool", tool)
                                .put("arguments", arguments)
                                .put("preview", preview.toJson())
                                .build()));
    }

    /// As the journal has it: the arguments are the payload of the intent, and not written twice.
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("run", run.value())
                .put("profile", profile)
                .put("intent", intent.value())
                .put("tool", tool)
                .put("preview", preview.toJson())
                .put("digest", digest().hex())
                .build();
    }

    /// @param arguments the payload of the intent
    /// @throws IllegalArgumentException when it is not a question's JSON
    public static ApprovalRequest from(JsonObject json, JsonObject arguments) {
        return new ApprovalRequest(
                new RunId(json.requireString("run")),
                json.requireString("profile"),
                new MessageId(json.requireLong("intent")),
                json.requireString("tool"),
                arguments,
                ToolPreview.from(json.requireObject("preview")));
    }
}
