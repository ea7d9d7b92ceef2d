package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;

import java.time.Instant;

/// A run in a line.
/// @param listener the agent that it began with
/// @param task the first line of its first task, at most [#TASK_CHARS_MAX] characters; empty when
///     its content is gone
/// @param last label of its newest transaction with a message
/// @param usage of all its tasks
public record RunSummary(
        RunId run,
        RunState state,
        String profile,
        String listener,
        String task,
        Instant last,
        Usage usage) {
    /// Wider than a terminal, and small enough for a list of thousands.
    static final int TASK_CHARS_MAX = 200;

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("run", run.value())
                .put("status", state.wireName())
                .put("profile", profile)
                .put("listener", listener)
                .put("task", task)
                .put("last", last.toString())
                .put("usage", usage.toJson())
                .build();
    }

    /// @throws IllegalArgumentException when it is not a summary's JSON
    /// @throws java.time.DateTimeException when its time is none
    static RunSummary from(JsonObject json) {
        return new RunSummary(
                new RunId(json.requireString("run")),
                RunState.ofWireName(json.requireString("status")),
                json.requireString("profile"),
                json.requireString("listener"),
                json.requireString("task"),
                Instant.parse(json.requireString("last")),
                Usage.from(json.requireObject("usage")));
    }
}
