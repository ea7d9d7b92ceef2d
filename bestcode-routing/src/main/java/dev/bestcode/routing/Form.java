package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;

import java.util.List;

/// A tool's arguments, filled in or not.
sealed interface Form {
    /// @param by the rung that did it
    record Filled(JsonObject arguments, String by) implements Form {}

    record Unfilled(List<String> problems) implements Form {
        public Unfilled {
            problems = List.copyOf(problems);
        }
    }
}
