package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.type.Work;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where types of a component were first named. A resource has an identity and so an origin. Of
/// other types a component keeps only what they are: one that an interface has under the same name
/// as an earlier interface, and that is the same, is taken to be from there.
final class Origins {
    private final Map<ResourceVar, Origin> resources = new HashMap<>();
    private final Map<String, Map<ValType, Origin>> values = new HashMap<>();
    private final Work work = new Work();

    record Origin(Path from, Name name) {
        /// As an interface names it: within one package without the package.
        Origin seenFrom(Optional<Path> path) {
            boolean same = path.isPresent() && path.get().from().equals(from.from());
            return same ? new Origin(Path.local(from.name()), name) : this;
        }
    }

    Optional<Origin> of(String name, DefinedType type) {
        return switch (type) {
            case ResourceRef reference -> Optional.ofNullable(resources.get(reference.resource()));
            case ValType value when isNominal(value) -> {
                work.spend(value.facts().weight());
                yield Optional.ofNullable(values.getOrDefault(name, Map.of()).get(value));
            }
            default -> Optional.empty();
        };
    }

    void add(Path from, String name, DefinedType type) {
        var origin = new Origin(from, Name.of(name));
        switch (type) {
            case ResourceRef reference -> resources.putIfAbsent(reference.resource(), origin);
            case ValType value when isNominal(value) -> {
                work.spend(value.facts().weight());
                values.computeIfAbsent(name, _ -> new HashMap<>()).putIfAbsent(value, origin);
            }
            default -> {}
        }
    }

    private static boolean isNominal(ValType type) {
        return type instanceof ValType.RecordType
                || type instanceof ValType.VariantType
                || type instanceof ValType.EnumType
                || type instanceof ValType.FlagsType;
    }
}
