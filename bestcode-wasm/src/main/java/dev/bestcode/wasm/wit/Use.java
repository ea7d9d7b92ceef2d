package dev.bestcode.wasm.wit;

import java.util.List;
import java.util.Optional;

/// Types of another interface.
record Use(Attributes attributes, Path from, List<Taken> names)
        implements InterfaceItem, WorldItem {
    record Taken(Name name, Optional<Name> as) {
        Name known() {
            return as.orElse(name);
        }
    }
}
