package dev.bestcode.api.control;

import dev.bestcode.api.organism.Predeclared;

import java.util.OptionalInt;

/// Something to be done.
/// @param profile whose rights it runs with
/// @param listener the agent that takes it
/// @param maxIterations model calls allowed, if fewer than the agent's own limit
public record Task(String profile, String listener, String text, OptionalInt maxIterations) {
    public Task {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the task is empty; say what is to be done");
        }
        if (maxIterations.isPresent() && maxIterations.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "maxIterations is " + maxIterations.getAsInt() + "; allowed from 0");
        }
    }

    /// A task for the coder.
    public static Task of(String profile, String text) {
        return new Task(profile, Predeclared.CODER, text, OptionalInt.empty());
    }

    public Task withListener(String name) {
        return new Task(profile, name, text, maxIterations);
    }

    public Task withMaxIterations(int count) {
        return new Task(profile, listener, text, OptionalInt.of(count));
    }
}
