package dev.bestcode.runtime;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What an organism may say and nothing in this build does. It is refused at the start, so that
/// nobody believes in a wall or a limit that does not stand. Whoever builds a part takes its line
/// out here, and nowhere else.
final class Unsupported {
    private final Function<String, Optional<String>> places;
    private final List<String> problems = new ArrayList<>();

    private Unsupported(Function<String, Optional<String>> places) {
        this.places = places;
    }

    /// One sentence for each key.
    /// @param places where a key stands, by path
    static List<String> in(Organism organism, Function<String, Optional<String>> places) {
        var unsupported = new Unsupported(places);
        organism.listeners().forEach(listener -> unsupported.listener(organism, listener));
        organism.profiles().forEach(profile -> unsupported.profile(organism, profile));
        return List.copyOf(unsupported.problems);
    }

    private void listener(Organism organism, ListenerSpec listener) {
        var path = "listeners." + listener.name();
        refuse(
                listener.semanticDescription().isPresent(),
                path,
                "semantic_description",
                "no search by another description");
        refuse(
                !listener.ports().isEmpty() && !Network.hasWayOut(organism, listener.name()),
                path,
                "ports",
                "no way out for a tool that starts no programs");
    }

    private void profile(Organism organism, ProfileSpec profile) {
        var path = "profiles." + profile.name();
        refuse(
                !profile.network().stream().allMatch(name -> Network.hasWayOut(organism, name)),
                path,
                "network",
                "no way out for a tool that starts no programs");
    }

    private void refuse(boolean said, String path, String key, String lacks) {
        if (said) {
            var keyPath = path + "." + key;
            // Inside a block the nearest place is the block's own key.
            var nearest =
                    places.apply(keyPath)
                            .or(() -> places.apply(path))
                            .map(place -> place + ": ")
                            .orElse("");
            problems.add(
                    "%s%s is said, but this build has %s; remove the key"
                            .formatted(nearest, keyPath, lacks));
        }
    }
}
