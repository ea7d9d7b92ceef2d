package dev.bestcode.wasm.wit;

/// What stands in a world.
sealed interface WorldItem permits Use, NamedType, Extern, Include {
    Attributes attributes();
}
