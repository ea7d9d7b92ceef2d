package dev.bestcode.wasm.json;

import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.wit.PackageDocs;

import java.util.IdentityHashMap;
import java.util.Map;

/// What is said of types, by the very objects that an interface or world gave names to.
public final class Descriptions {
    private final IdentityHashMap<ValType, String> names = new IdentityHashMap<>();
    private final PackageDocs.Scope docs;

    /// @param items of the interface or world
    public Descriptions(Map<String, ExternType> items, PackageDocs.Scope docs) {
        this.docs = docs;
        items.forEach(
                (name, item) -> {
                    if (item instanceof TypeExtern(ValType type)) {
                        names.putIfAbsent(type, name);
                    }
                });
    }

    String type(ValType type) {
        var name = names.get(type);
        return name == null ? "" : docs.type(name);
    }

    String member(ValType type, String label) {
        var name = names.get(type);
        return name == null ? "" : docs.member(name, label);
    }
}
