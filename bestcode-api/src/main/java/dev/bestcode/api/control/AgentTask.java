package dev.bestcode.api.control;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.PayloadType;

import java.util.Optional;
import java.util.OptionalInt;

/// A task on its way to an agent.
/// @param schema JSON Schema 2020-12 of its answer, where that is to be JSON
public record AgentTask(
        String task, OptionalInt maxIterations, TaskBudget budget, Optional<JsonObject> schema) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "AgentTask",
                    """
                    {"type":"object","required":["task"],"additionalProperties":false,
                     "properties":{"task":{"type":"string","minLength":1},
                       "max_iterations":{"type":"integer","minimum":0,"maximum":2147483647},
                       "budget":{"type":"object","additionalProperties":false,"properties":{
                         "micro_usd":{"type":"integer","minimum":0},
                         "tokens":{"type":"integer","minimum":0},
                         "seconds":{"type":"integer","minimum":0,"maximum":1000000000}}},
                       "schema":{"type":"object"}}}
                    """);

    /// One without a budget or a schema of its own.
    public AgentTask(String task, OptionalInt maxIterations) {
        this(task, maxIterations, TaskBudget.UNSTATED, Optional.empty());
    }

    public JsonObject toJson() {
        var json = JsonObject.builder().put("task", task);
        maxIterations.ifPresent(count -> json.put("max_iterations", count));
        if (!budget.equals(TaskBudget.UNSTATED)) {
            json.put("budget", budget.toJson());
        }
        schema.ifPresent(value -> json.put("schema", value));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a task's JSON
    public static AgentTask from(JsonObject json) {
        boolean limited = json.get("max_iterations").isPresent();
        return new AgentTask(
                json.requireString("task"),
                limited ? OptionalInt.of(json.requireInt("max_iterations")) : OptionalInt.empty(),
                budget(json),
                json.object("schema"));
    }

    /// The budget of a task's JSON.
    /// @throws IllegalArgumentException when it is not one
    public static TaskBudget budget(JsonObject json) {
        return json.object("budget").map(TaskBudget::from).orElse(TaskBudget.UNSTATED);
    }
}
