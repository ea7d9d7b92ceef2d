package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.wit.WorldNode.Entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Checks worlds, each once, those it includes first, and collects what they name.
final class WorldChecker {
    /// Worlds that include each other: a longer chain would need more stack than there is.
    private static final int CHAIN_MAX = 500;

    /// Entries that inclusion may copy. The largest world of WASI has 40.
    private static final int ENTRIES_MAX = 100_000;

    private final PackageSet packages;
    private final ItemChecker items;
    private final Gates gates;
    private int depth;
    private int entries;

    WorldChecker(PackageSet packages, ItemChecker items, Gates gates) {
        this.packages = packages;
        this.items = items;
        this.gates = gates;
    }

    /// @throws dev.bestcode.wasm.WitException at the first mistake
    void check(WorldNode node) {
        switch (node.state) {
            case CHECKED -> {}
            case OPEN ->
                    throw node.world
                            .name()
                            .at()
                            .error(
                                    "world '" + node.world.name() + "' includes itself",
                                    "Take one 'include' out.");
            case UNSEEN -> {
                if (++depth > CHAIN_MAX) {
                    throw node.world
                            .name()
                            .at()
                            .error(
                                    "a chain of more than %d worlds that include each other"
                                            .formatted(CHAIN_MAX),
                                    "Join some of them.");
                }
                node.state = InterfaceNode.State.OPEN;
                collect(node);
                requireDistinct(node);
                node.state = InterfaceNode.State.CHECKED;
                depth--;
            }
        }
    }

    private void collect(WorldNode node) {
        for (var item : node.world.items()) {
            switch (item) {
                case Use use -> use(use, node);
                case NamedType type -> node.types.declared(type);
                case Extern _, Include _ -> {}
            }
        }
        for (var item : node.world.items()) {
            switch (item) {
                case Use _ -> {}
                case NamedType type -> type(type, node);
                case Extern extern -> extern(extern, node);
                case Include _ -> {}
            }
        }
        for (var item : node.world.items()) {
            if (item instanceof Include include) {
                include(include, node);
            }
        }
    }

    private void use(Use use, WorldNode node) {
        var from = items.use(use, node.types, node.in, node.scope);
        if (!use.names().isEmpty()) {
            node.imports.putIfAbsent(from.id, new Entry.Shared(from));
        }
        for (var taken : use.names()) {
            var facts = from.types.named(taken.name(), gates);
            put(node, false, taken.known(), taken.known().text(), new Entry.Type(facts));
        }
    }

    private void type(NamedType type, WorldNode node) {
        items.type(type, node.types);
        var name = type.name();
        put(node, false, name, name.text(), new Entry.Type(node.types.named(name, gates)));
        if (type.body() instanceof TypeBody.Resource(var functions)) {
            for (var function : functions) {
                put(node, false, function.name(), function.key(name), new Entry.Func());
            }
        }
    }

    private void extern(Extern extern, WorldNode node) {
        switch (extern.target()) {
            case Extern.Target.Func(var function) -> {
                items.function(function, node.types);
                var name = function.name();
                put(node, extern.export(), name, name.text(), new Entry.Func());
            }
            case Extern.Target.Inline(var name, var inner) -> {
                var own = new InterfaceNode(name.text(), name, inner, node.in, node.scope);
                items.check(own);
                put(node, extern.export(), name, name.text(), new Entry.Own(own));
            }
            case Extern.Target.ByPath(var label, var path) -> {
                var found = packages.anInterface(path, node.in, node.scope);
                items.check(found);
                if (label.isPresent()) {
                    var name = label.get();
                    put(node, extern.export(), name, name.text(), new Entry.Own(found));
                } else {
                    shared(node, extern, found);
                }
            }
        }
    }

    private static void shared(WorldNode node, Extern extern, InterfaceNode found) {
        long times =
                node.world.items().stream()
                        .filter(
                                item ->
                                        item instanceof Extern other
                                                && other.export() == extern.export()
                                                && other.target().equals(extern.target()))
                        .count();
        if (times > 1) {
            throw Gates.name(extern)
                    .at()
                    .error(
                            "interface '%s' is %s twice"
                                    .formatted(found.id, extern.export() ? "exported" : "imported"),
                            "Take one of them out.");
        }
        node.side(extern.export()).putIfAbsent(found.id, new Entry.Shared(found));
    }

    private static void put(WorldNode node, boolean export, Name name, String key, Entry entry) {
        if (node.side(export).putIfAbsent(key, entry) != null) {
            throw twice(name, key);
        }
    }

    private static RuntimeException twice(Name name, String key) {
        return name.at()
                .error(
                        "'" + key + "' is there already in this world",
                        "Rename one of them; what is included is renamed by: with { old as new }.");
    }

    private void include(Include include, WorldNode node) {
        var other = packages.world(include.world(), node.in, node.scope);
        check(other);
        var names = new HashMap<String, Name>();
        for (var renaming : include.renamings()) {
            var from = renaming.from();
            if (!other.imports.containsKey(from.text())
                    && !other.exports.containsKey(from.text())) {
                throw from.at()
                        .error(
                                "world '%s' has no '%s' to rename".formatted(include.world(), from),
                                "Interfaces keep their names.");
            }
            names.put(from.text(), renaming.to());
        }
        for (boolean export : List.of(false, true)) {
            other.side(export)
                    .forEach((key, entry) -> merge(include, node, export, names, key, entry));
        }
    }

    private void merge(
            Include include,
            WorldNode node,
            boolean export,
            Map<String, Name> names,
            String key,
            Entry entry) {
        if (++entries > ENTRIES_MAX) {
            throw include.world()
                    .at()
                    .error(
                            "worlds include more than %,d names in all".formatted(ENTRIES_MAX),
                            "Include fewer.");
        }
        var known = renamed(key, names);
        var before = node.side(export).putIfAbsent(known, entry);
        boolean same =
                before == null
                        || (entry instanceof Entry.Shared)
                        || (entry instanceof Entry.Type && entry.equals(before));
        if (!same) {
            throw twice(include.world().name(), known);
        }
    }

    private static String renamed(String key, Map<String, Name> names) {
        int bracket = key.indexOf(']');
        if (bracket < 0) {
            return names.containsKey(key) ? String.valueOf(names.get(key)) : key;
        }
        int dot = key.indexOf('.');
        var resource = dot < 0 ? key.substring(bracket + 1) : key.substring(bracket + 1, dot);
        return key.substring(0, bracket + 1)
                + renamed(resource, names)
                + (dot < 0 ? "" : key.substring(dot));
    }

    private static void requireDistinct(WorldNode node) {
        for (boolean export : List.of(false, true)) {
            var seen = new HashMap<String, String>();
            for (var key : node.side(export).keySet()) {
                if (seen.put(Name.key(key), key) != null) {
                    throw twice(node.world.name(), key);
                }
            }
        }
    }
}
