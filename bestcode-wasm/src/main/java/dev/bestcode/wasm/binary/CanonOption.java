package dev.bestcode.wasm.binary;

/// An option of a lift or a lower.
public sealed interface CanonOption {
    record Encoding(StringEncoding encoding) implements CanonOption {}

    record Memory(int coreMemory) implements CanonOption {}

    record Realloc(int coreFunc) implements CanonOption {}

    record PostReturn(int coreFunc) implements CanonOption {}
}
