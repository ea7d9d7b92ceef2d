package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;

import java.util.List;

/// What a request for a tool came to.
public sealed interface Routing {
    /// A call that the tool's schema allows, to be dispatched.
    /// @param by the rung of the ladder that filled the form
    /// @param usage what the models of the ladder have cost
    record Filled(RoutedTool tool, JsonObject arguments, String by, Usage usage)
            implements Routing {}

    /// A tool fits, but nobody could fill its form.
    /// @param hits the tool, and others that fit less
    /// @param problems what was wrong with the last try
    /// @param usage as of [Filled]
    record Unfilled(List<Found.Hit> hits, List<String> problems, Usage usage) implements Routing {
        public Unfilled {
            hits = List.copyOf(hits);
            problems = List.copyOf(problems);
        }
    }

    /// Nothing that the table holds fits, see [Found.Nothing].
    record Nothing(List<Found.Hit> nearest) implements Routing {
        public Nothing {
            nearest = List.copyOf(nearest);
        }
    }
}
