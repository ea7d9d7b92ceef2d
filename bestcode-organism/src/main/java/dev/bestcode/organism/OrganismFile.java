package dev.bestcode.organism;

import dev.bestcode.api.organism.Organism;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An organism with where it says what, for messages of those who cannot do it.
/// @param places by path, such as `profiles.coding.network` or `listeners.stock.wasm`: file, line
/// and column as in `organism.yaml:12:5`
public record OrganismFile(Organism organism, Map<String, String> places) {
    public OrganismFile {
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /// An organism that was built and stands in no file.
    public static OrganismFile built(Organism organism) {
        return new OrganismFile(organism, Map.of());
    }

    public Optional<String> place(String path) {
        return Optional.ofNullable(places.get(path));
    }
}
