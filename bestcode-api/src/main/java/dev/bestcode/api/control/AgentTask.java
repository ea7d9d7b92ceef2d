package dev.bestcode.api.control;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.PayloadType;

import java.util.OptionalInt;

/// A task on its way to an agent.
public record AgentTask(String task, OptionalInt maxIterations) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "AgentTask",
                    """
                    {"type":"object","required":["task"],"additionalProperties":false,
                     "properties":{"task":{"type":"string","minLength":1},
                       "max_iterations":{"type":"integer","minimum":0,"maximum":2147483647}}}
                    """);

    public JsonObject toJson() {
        var json = JsonObject.builder().put("task", task);
        maxIterations.ifPresent(count -> json.put("max_iterations", count));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a task's JSON
    public static AgentTask from(JsonObject json) {
        boolean limited = json.get("max_iterations").isPresent();
        return new AgentTask(
                json.requireString("task"),
                limited ? OptionalInt.of(json.requireInt("max_iterations")) : OptionalInt.empty());
    }
}
