package dev.bestcode.api.control;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.PayloadType;

/// How an agent ended a task.
/// @param text the agent's last words, or what went wrong and what to do
/// @param turns model answers of this task
/// @param usage tokens of this task
public record AgentResult(RunStatus status, String text, int turns, Usage usage) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "AgentResult",
                    """
                    {"type":"object","required":["status","text","turns","usage"],
                     "additionalProperties":false,
                     "properties":{"status":{"type":"string"},"text":{"type":"string"},
                       "turns":{"type":"integer","minimum":0,"maximum":2147483647},
                       "usage":{"type":"object"}}}
                    """);

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("status", status.wireName())
                .put("text", text)
                .put("turns", turns)
                .put("usage", usage.toJson())
                .build();
    }

    /// @throws IllegalArgumentException when it is not a result's JSON
    public static AgentResult from(JsonObject json) {
        return new AgentResult(
                RunStatus.ofWireName(json.requireString("status")),
                json.requireString("text"),
                json.requireInt("turns"),
                Usage.from(json.requireObject("usage")));
    }
}
