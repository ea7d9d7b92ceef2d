package dev.bestcode.wasm.link;

import dev.bestcode.wasm.LinkException;
import dev.bestcode.wasm.abi.StoreState;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.Matching;
import dev.bestcode.wasm.type.Work;

import java.util.HashMap;
import java.util.Map;

/// Gives a component what it imports, after a look at the types.
public final class Linker {
    private Linker() {}

    /// Something that can be imported, with its type.
    public record Provided(ExternType type, Item item) {}

    /// @param provided by import name
    /// @throws LinkException when an import is missing or of another type
    public static Item.Instance link(
            CheckedComponent component, Map<String, Provided> provided, StoreState store) {
        return Instantiator.instantiate(component, imports(component, provided), store);
    }

    private static Map<String, Item> imports(
            CheckedComponent component, Map<String, Provided> provided) {
        var items = new HashMap<String, Item>();
        var matching = new Matching(new Work());
        component
                .type()
                .imports()
                .forEach(
                        (name, wanted) -> {
                            var given = provided.get(name);
                            if (given == null) {
                                throw new LinkException(
                                        "import '%s' (%s) is missing"
                                                .formatted(name, wanted.words()));
                            }
                            matching.difference(
                                            given.type(), wanted, component.type().boundImports())
                                    .ifPresent(
                                            difference -> {
                                                throw new LinkException(
                                                        "import '%s' is not what the component was built for: %s"
                                                                .formatted(name, difference));
                                            });
                            items.put(name, given.item());
                        });
        return items;
    }
}
