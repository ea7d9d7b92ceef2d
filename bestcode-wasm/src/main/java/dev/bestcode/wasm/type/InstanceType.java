package dev.bestcode.wasm.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The type of a component instance.
/// @param bound the resources that are abstract in it: each instance has its own
public record InstanceType(Map<String, ExternType> exports, Set<ResourceVar> bound, int weight)
        implements DefinedType, ExternType {
    public static InstanceType of(Map<String, ExternType> exports, Set<ResourceVar> bound) {
        return new InstanceType(
                Collections.unmodifiableMap(new LinkedHashMap<>(exports)),
                Set.copyOf(bound),
                Weights.of(exports.values()));
    }

    @Override
    public String words() {
        return "instance";
    }
}
