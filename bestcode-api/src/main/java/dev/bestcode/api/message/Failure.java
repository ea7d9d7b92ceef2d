package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonObject;

import java.util.Locale;

/// What a caller reads when its request was not answered by its receiver.
/// @param message says what, where, and what to do next
public record Failure(Kind kind, String message) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "Failure",
                    """
                    {"type":"object","required":["kind","message"],
                     "properties":{"kind":{"type":"string"},"message":{"type":"string"},
                       "shown":{"type":"object","additionalProperties":{"type":"string"}}}}
                    """);

    /// The member of the system's word that a run is being stopped that holds, by call, the text
    /// that watchers had been shown of an unfinished answer.
    public static final String SHOWN = "shown";

    /// Why there is no answer.
    public enum Kind {
        /// The sender's profile has no route to that listener and tag.
        NO_ROUTE,
        /// The payload was too large, not JSON, or not what the schema allows.
        INVALID_PAYLOAD,
        /// A permission said no.
        DENIED,
        /// The handler threw, or answered with what cannot be admitted.
        HANDLER_FAILED,
        /// The handler passed its deadline.
        TIMED_OUT,
        /// The run was stopped.
        STOPPED,
        /// The request, or one that it came from, may not spend as much as it would need.
        OUT_OF_BUDGET,
        /// A kill cut the request short; whether it had its effect is not known, and it was not
        /// repeated.
        OUTCOME_UNKNOWN,
        /// A model provider could not be reached, or refused.
        PROVIDER_FAILED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public JsonObject toJson() {
        return JsonObject.builder().put("kind", kind.wireName()).put("message", message).build();
    }

    /// @throws IllegalArgumentException when it is not a failure's JSON
    public static Failure from(JsonObject json) {
        return new Failure(
                Kind.valueOf(json.requireString("kind").toUpperCase(Locale.ROOT)),
                json.requireString("message"));
    }
}
