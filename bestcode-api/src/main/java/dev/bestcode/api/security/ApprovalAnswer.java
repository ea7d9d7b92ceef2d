package dev.bestcode.api.security;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.PayloadType;

/// A person's, or a rule's, answer to an [ApprovalRequest].
/// @param by who said so
/// @param scope of what is allowed; means nothing for a no
/// @param reason for the model when it was not allowed
public record ApprovalAnswer(boolean allowed, String by, ApprovalScope scope, String reason) {
    /// As the journal has it.
    public static final PayloadType TYPE =
            PayloadType.of(
                    "ApprovalAnswer",
                    """
                    {"type":"object","required":["allowed","by","scope","reason"],
                     "additionalProperties":false,
                     "properties":{"allowed":{"type":"boolean"},"by":{"type":"string"},
                       "scope":{"enum":["once","run","always"]},"reason":{"type":"string"}}}
                    """);

    public static ApprovalAnswer allow(String by, ApprovalScope scope) {
        return new ApprovalAnswer(true, by, scope, "");
    }

    public static ApprovalAnswer deny(String by, String reason) {
        return new ApprovalAnswer(false, by, ApprovalScope.ONCE, reason);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("allowed", allowed)
                .put("by", by)
                .put("scope", scope.wireName())
                .put("reason", reason)
                .build();
    }

    /// @throws IllegalArgumentException when it is not an answer's JSON
    public static ApprovalAnswer from(JsonObject json) {
        return new ApprovalAnswer(
                json.bool("allowed")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "member 'allowed' must be true or false")),
                json.requireString("by"),
                ApprovalScope.ofWireName(json.requireString("scope")),
                json.requireString("reason"));
    }
}
