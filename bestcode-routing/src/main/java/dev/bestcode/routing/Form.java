package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;

import java.util.List;

/// A tool's arguments, filled in or not.
sealed interface Form {
    /// What the models of the ladder have cost.
    Usage usage();

    /// @param by the rung that did it
    record Filled(JsonObject arguments, String by, Usage usage) implements Form {}

    record Unfilled(List<String> problems, Usage usage) implements Form {
        public Unfilled {
            problems = List.copyOf(problems);
        }
    }
}
