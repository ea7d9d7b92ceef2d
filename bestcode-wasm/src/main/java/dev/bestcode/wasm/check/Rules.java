package dev.bestcode.wasm.check;

import dev.bestcode.wasm.InvalidComponentException;

import java.util.Optional;

/// Where the checker stands, and how it says no.
final class Rules {
    private int offset;

    void at(int definition) {
        offset = definition;
    }

    int offset() {
        return offset;
    }

    InvalidComponentException broken(String rule) {
        return new InvalidComponentException(offset, rule);
    }

    void require(boolean kept, String rule) {
        if (!kept) {
            throw broken(rule);
        }
    }

    /// @param difference what [dev.bestcode.wasm.type.Matching] found
    void requireNone(Optional<String> difference, String where) {
        if (difference.isPresent()) {
            throw broken(where + ": type mismatch: " + difference.get());
        }
    }
}
