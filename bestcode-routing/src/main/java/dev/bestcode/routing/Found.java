package dev.bestcode.routing;

import java.util.List;

/// What a search for a tool came to.
public sealed interface Found {
    /// What is said when the table holds nothing that fits, be it masked or not there at all; which
    /// of the two is not for the caller to know.
    String NO_CAPABILITY = "no matching capability in your profile";

    /// Tools that fit, the best first; at least one.
    record Tools(List<Hit> hits) implements Found {
        public Tools {
            hits = List.copyOf(hits);
        }
    }

    /// Nothing that the table holds fits.
    /// @param nearest of what the table does hold, the nearest first; for a caller who knows better
    record Nothing(List<Hit> nearest) implements Found {
        public Nothing {
            nearest = List.copyOf(nearest);
        }
    }

    /// A tool that the table holds.
    /// @param fit 0 to 1, comparable across requests
    record Hit(RoutedTool tool, double fit) {}
}
