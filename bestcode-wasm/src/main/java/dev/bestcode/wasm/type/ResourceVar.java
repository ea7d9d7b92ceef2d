package dev.bestcode.wasm.type;

/// One resource type: equal to itself alone. Inside a component type or instance type it stands for
/// whatever it will be given.
public final class ResourceVar {
    private final String name;

    /// @param name for messages
    public ResourceVar(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
