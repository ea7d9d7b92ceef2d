package dev.bestcode.wasm.type;

import java.util.Collection;

/// Weights of types: how many nodes they have as trees. Types share parts, so a short file can
/// describe a tree of 2^50 nodes; the sum saturates and the checker refuses it.
final class Weights {
    static final int SATURATED = 1 << 30;

    private Weights() {}

    static int sum(int left, int right) {
        return (int) Math.min(SATURATED, (long) left + right);
    }

    static int of(Collection<ExternType> types) {
        int weight = 1;
        for (var type : types) {
            weight = sum(weight, type.weight());
        }
        return weight;
    }

    static int of(DefinedType type) {
        return switch (type) {
            case ValType value -> value.facts().weight();
            case ResourceRef _ -> 1;
            case FuncType func -> func.weight();
            case InstanceType instance -> instance.weight();
            case ComponentType component -> component.weight();
        };
    }
}
