package dev.bestcode.wasm.wit;

record NamedType(Attributes attributes, Name name, TypeBody body)
        implements InterfaceItem, WorldItem {}
