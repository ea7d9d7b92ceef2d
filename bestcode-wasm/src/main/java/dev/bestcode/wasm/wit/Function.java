package dev.bestcode.wasm.wit;

import java.util.List;
import java.util.Optional;

/// @param name of a constructor is its resource's
record Function(
        Attributes attributes,
        Kind kind,
        Name name,
        boolean async,
        List<Parameter> parameters,
        Optional<WitType> result)
        implements InterfaceItem {
    enum Kind {
        FREE,
        CONSTRUCTOR,
        METHOD,
        STATIC
    }

    /// As components name it.
    /// @param resource that it is of, where it is of one
    String key(Name resource) {
        return switch (kind) {
            case CONSTRUCTOR -> "[constructor]" + resource;
            case METHOD -> "[method]" + resource + "." + name;
            case STATIC -> "[static]" + resource + "." + name;
            case FREE -> name.text();
        };
    }

    record Parameter(Name name, WitType type) {}
}
