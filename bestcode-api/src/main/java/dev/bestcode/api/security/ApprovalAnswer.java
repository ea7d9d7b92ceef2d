package dev.bestcode.api.security;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.PayloadType;

import java.util.Optional;

/// A person's, or a rule's, answer to an [ApprovalRequest].
/// @param by who said so
/// @param scope of what is allowed; means nothing for a no
/// @param reason for the model when it was not allowed
/// @param fields what was filled in, where a form was the question
public record ApprovalAnswer(
        boolean allowed,
        String by,
        ApprovalScope scope,
        String reason,
        Optional<JsonObject> fields) {
    /// As the journal has it.
    public static final PayloadType TYPE =
            PayloadType.of(
                    "ApprovalAnswer",
                    """
                    {"type":"object","required":["allowed","by","scope","reason"],
                     "additionalProperties":false,
                     "properties":{"allowed":{"type":"boolean"},"by":{"type":"string"},
                       "scope":{"enum":["once","run","always"]},"reason":{"type":"string"},
                       "fields":{"type":"object"}}}
                    """);

    /// Without anything filled in.
    public ApprovalAnswer(boolean allowed, String by, ApprovalScope scope, String reason) {
        this(allowed, by, scope, reason, Optional.empty());
    }

    public static ApprovalAnswer allow(String by, ApprovalScope scope) {
        return new ApprovalAnswer(true, by, scope, "");
    }

    public static ApprovalAnswer deny(String by, String reason) {
        return new ApprovalAnswer(false, by, ApprovalScope.ONCE, reason);
    }

    public ApprovalAnswer withFields(JsonObject filled) {
        return new ApprovalAnswer(allowed, by, scope, reason, Optional.of(filled));
    }

    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("allowed", allowed)
                        .put("by", by)
                        .put("scope", scope.wireName())
                        .put("reason", reason);
        fields.ifPresent(filled -> json.put("fields", filled));
        return json.build();
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
                json.requireString("reason"),
                json.object("fields"));
    }
}
