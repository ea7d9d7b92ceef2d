package dev.bestcode.wasm.wit;

import java.util.Optional;

/// The name of an interface or world: of the same package, or with its package.
record Path(Optional<PackageName> from, Name name) {
    static Path local(Name name) {
        return new Path(Optional.empty(), name);
    }

    Position at() {
        return name.at();
    }

    @Override
    public String toString() {
        return from.map(one -> one.path(name.text())).orElse(name.text());
    }
}
