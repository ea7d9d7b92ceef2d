package dev.bestcode.wasm.type;

/// A type that is imported or exported. A resource that the type around it binds is abstract; all
/// others are known.
public record TypeExtern(DefinedType type) implements ExternType {
    @Override
    public int weight() {
        return Weights.of(type);
    }

    @Override
    public String words() {
        return type instanceof ResourceRef ? "resource type" : "type";
    }
}
