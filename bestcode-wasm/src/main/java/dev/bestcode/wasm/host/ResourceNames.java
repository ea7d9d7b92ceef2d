package dev.bestcode.wasm.host;

import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.ValType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The resources that a value may hold, by their names.
final class ResourceNames {
    private final Map<String, ResourceVar> names = new HashMap<>();

    private ResourceNames() {}

    static Map<String, ResourceVar> of(Optional<ValType> type) {
        var all = new ResourceNames();
        type.ifPresent(all::add);
        return Map.copyOf(all.names);
    }

    private void add(ValType type) {
        switch (type) {
            case ValType.Primitive _, ValType.FlagsType _, ValType.BorrowType _ -> {}
            case ValType.ListType list -> add(list.element());
            case ValType.Product product -> product.parts().forEach(this::add);
            case ValType.Sum sum -> sum.payloads().forEach(payload -> payload.ifPresent(this::add));
            case ValType.OwnType own -> {
                var resource = own.resource().resource();
                names.put(resource.toString(), resource);
            }
        }
    }
}
