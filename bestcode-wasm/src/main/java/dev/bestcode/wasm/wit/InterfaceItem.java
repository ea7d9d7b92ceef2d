package dev.bestcode.wasm.wit;

/// What stands in an interface.
sealed interface InterfaceItem permits Use, NamedType, Function {
    Attributes attributes();
}
