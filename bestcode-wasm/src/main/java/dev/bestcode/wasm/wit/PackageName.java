package dev.bestcode.wasm.wit;

import java.util.Optional;

/// Such as `wasi:io@0.2.6`.
record PackageName(String namespace, String name, Optional<String> version) {
    /// Of an interface or world in it, as components name it.
    String path(String inner) {
        return namespace + ":" + name + "/" + inner + version.map(v -> "@" + v).orElse("");
    }

    @Override
    public String toString() {
        return namespace + ":" + name + version.map(v -> "@" + v).orElse("");
    }
}
