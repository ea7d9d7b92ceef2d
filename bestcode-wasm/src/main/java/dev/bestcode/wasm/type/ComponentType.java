package dev.bestcode.wasm.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The type of a component.
/// @param boundImports the resources that whoever instantiates it brings
/// @param boundExports the resources that each instance makes anew
public record ComponentType(
        Map<String, ExternType> imports,
        Map<String, ExternType> exports,
        Set<ResourceVar> boundImports,
        Set<ResourceVar> boundExports,
        int weight)
        implements DefinedType, ExternType {
    public static ComponentType of(
            Map<String, ExternType> imports,
            Map<String, ExternType> exports,
            Set<ResourceVar> boundImports,
            Set<ResourceVar> boundExports) {
        return new ComponentType(
                Collections.unmodifiableMap(new LinkedHashMap<>(imports)),
                Collections.unmodifiableMap(new LinkedHashMap<>(exports)),
                Set.copyOf(boundImports),
                Set.copyOf(boundExports),
                Weights.sum(Weights.of(imports.values()), Weights.of(exports.values())));
    }

    @Override
    public String words() {
        return "component";
    }
}
