package dev.bestcode.wasm.type;

import java.util.List;
import java.util.Optional;

/// The type of a component's function.
public record FuncType(List<Parameter> parameters, Optional<ValType> result, int weight)
        implements DefinedType, ExternType {
    public record Parameter(String label, ValType type) {}

    public static FuncType of(List<Parameter> parameters, Optional<ValType> result) {
        int weight = 1;
        for (var parameter : parameters) {
            weight = Weights.sum(weight, parameter.type().facts().weight());
        }
        int all = Weights.sum(weight, result.map(type -> type.facts().weight()).orElse(0));
        return new FuncType(List.copyOf(parameters), result, all);
    }

    public List<ValType> parameterTypes() {
        return parameters.stream().map(Parameter::type).toList();
    }

    public List<ValType> resultTypes() {
        return result.map(List::of).orElse(List.of());
    }

    public boolean hasResource() {
        return parameters.stream().anyMatch(parameter -> parameter.type().facts().resource())
                || result.map(type -> type.facts().resource()).orElse(false);
    }

    @Override
    public String words() {
        return "function";
    }
}
