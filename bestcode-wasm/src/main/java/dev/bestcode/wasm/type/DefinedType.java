package dev.bestcode.wasm.type;

/// An entry of a type index space.
public sealed interface DefinedType
        permits ValType, ResourceRef, FuncType, InstanceType, ComponentType {}
