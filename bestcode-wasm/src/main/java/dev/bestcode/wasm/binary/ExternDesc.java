package dev.bestcode.wasm.binary;

/// The type of an import or export, as written: indices into the type spaces around it.
public sealed interface ExternDesc {
    record Module(int coreType) implements ExternDesc {}

    record Func(int type) implements ExternDesc {}

    record TypeEqual(int type) implements ExternDesc {}

    record SubResource() implements ExternDesc {}

    record Component(int type) implements ExternDesc {}

    record Instance(int type) implements ExternDesc {}
}
