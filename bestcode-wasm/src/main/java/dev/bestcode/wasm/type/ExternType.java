package dev.bestcode.wasm.type;

/// The type of an import or export.
public sealed interface ExternType
        permits FuncType, InstanceType, ComponentType, ModuleType, TypeExtern {
    /// Nodes of the type as a tree, the measure of what checking it costs.
    int weight();

    /// For messages.
    String words();
}
