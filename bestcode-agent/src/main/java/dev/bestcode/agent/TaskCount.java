package dev.bestcode.agent;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;

/// What the current task has used so far; a new task starts at nothing.
/// @param limit model calls that it may make
/// @param asked model calls made
/// @param turns answers received
record TaskCount(int limit, int asked, int turns, Usage usage) {
    static final TaskCount NONE = limitedTo(0);

    static TaskCount limitedTo(int limit) {
        return new TaskCount(limit, 0, 0, Usage.ZERO);
    }

    int left() {
        return limit - asked;
    }

    TaskCount oneAsked() {
        return new TaskCount(limit, asked + 1, turns, usage);
    }

    TaskCount answered(Usage cost) {
        return new TaskCount(limit, asked, turns + 1, usage.plus(cost));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("limit", limit)
                .put("asked", asked)
                .put("turns", turns)
                .put("usage", usage.toJson())
                .build();
    }

    static TaskCount from(JsonObject json) {
        return new TaskCount(
                Math.toIntExact(json.requireLong("limit")),
                Math.toIntExact(json.requireLong("asked")),
                Math.toIntExact(json.requireLong("turns")),
                Usage.from(json.requireObject("usage")));
    }
}
