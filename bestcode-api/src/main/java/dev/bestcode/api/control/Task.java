package dev.bestcode.api.control;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.Predeclared;

import java.util.Optional;
import java.util.OptionalInt;

/// Something to be done.
/// @param profile whose rights it runs with
/// @param listener the agent that takes it
/// @param maxIterations model calls allowed, if fewer than the agent's own limit
/// @param budget what it may spend, if less than its agent and its profile allow
/// @param schema JSON Schema 2020-12 of the result's text, where that is to be JSON
public record Task(
        String profile,
        String listener,
        String text,
        OptionalInt maxIterations,
        TaskBudget budget,
        Optional<JsonObject> schema) {
    public Task {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the task is empty; say what is to be done");
        }
        if (maxIterations.isPresent() && maxIterations.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "maxIterations is " + maxIterations.getAsInt() + "; allowed from 0");
        }
    }

    /// One without a budget or a schema of its own.
    public Task(String profile, String listener, String text, OptionalInt maxIterations) {
        this(profile, listener, text, maxIterations, TaskBudget.UNSTATED, Optional.empty());
    }

    /// A task for the coder.
    public static Task of(String profile, String text) {
        return new Task(profile, Predeclared.CODER, text, OptionalInt.empty());
    }

    public Task withListener(String name) {
        return new Task(profile, name, text, maxIterations, budget, schema);
    }

    public Task withMaxIterations(int count) {
        return new Task(profile, listener, text, OptionalInt.of(count), budget, schema);
    }

    public Task withBudget(TaskBudget value) {
        return new Task(profile, listener, text, maxIterations, value, schema);
    }

    public Task withSchema(JsonObject value) {
        return new Task(profile, listener, text, maxIterations, budget, Optional.of(value));
    }
}
