package dev.bestcode.agent;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;

import java.util.Optional;

/// What the current task has used so far, and what its answer is to be; a new task starts at
/// nothing.
/// @param limit model calls that it may make
/// @param asked model calls made
/// @param turns answers received
/// @param schema of its answer, where that is to be JSON
/// @param corrected whether the model was told once that its last words do not do
record TaskCount(
        int limit,
        int asked,
        int turns,
        Usage usage,
        Optional<JsonObject> schema,
        boolean corrected) {
    static final TaskCount NONE = limitedTo(0, Optional.empty());

    static TaskCount limitedTo(int limit, Optional<JsonObject> schema) {
        return new TaskCount(limit, 0, 0, Usage.ZERO, schema, false);
    }

    int left() {
        return limit - asked;
    }

    TaskCount oneAsked() {
        return new TaskCount(limit, asked + 1, turns, usage, schema, corrected);
    }

    TaskCount answered(Usage cost) {
        return new TaskCount(limit, asked, turns + 1, usage.plus(cost), schema, corrected);
    }

    TaskCount withCorrection() {
        return new TaskCount(limit, asked, turns, usage, schema, true);
    }

    JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("limit", limit)
                        .put("asked", asked)
                        .put("turns", turns)
                        .put("usage", usage.toJson())
                        .put("corrected", corrected);
        schema.ifPresent(value -> json.put("schema", value));
        return json.build();
    }

    static TaskCount from(JsonObject json) {
        return new TaskCount(
                Math.toIntExact(json.requireLong("limit")),
                Math.toIntExact(json.requireLong("asked")),
                Math.toIntExact(json.requireLong("turns")),
                Usage.from(json.requireObject("usage")),
                json.object("schema"),
                json.bool("corrected").orElse(false));
    }
}
