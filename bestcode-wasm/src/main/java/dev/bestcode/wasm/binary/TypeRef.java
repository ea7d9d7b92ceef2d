package dev.bestcode.wasm.binary;

/// A value type where it is used: a primitive one, or the index of a definition.
public sealed interface TypeRef {
    record Primitive(Prim prim) implements TypeRef {}

    record Index(int index) implements TypeRef {}
}
