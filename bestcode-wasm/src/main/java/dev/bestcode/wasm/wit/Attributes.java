package dev.bestcode.wasm.wit;

import java.util.Optional;
import java.util.Set;

/// What stands before an item: its documentation and its gates.
/// @param docs lines; empty when there are none
/// @param since version that brought it
/// @param feature without which it is not there
/// @param deprecated version that advises against it
record Attributes(
        String docs,
        Optional<String> since,
        Optional<String> feature,
        Optional<String> deprecated) {
    static final Attributes NONE = documented("");

    static Attributes documented(String docs) {
        return new Attributes(docs, Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean isThere(Set<String> features) {
        return feature.isEmpty() || features.contains(feature.get());
    }
}
