package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.wit.WorldNode.Entry;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a world needs besides what it names: the interfaces that its interfaces take types from.
/// An import brings them as imports. An export takes them from the world's exports where they are
/// there, else from its imports; where a type could come both ways, the world is refused.
final class Dependencies {
    /// Looks at an interface in all worlds of one check.
    private static final int STEPS_MAX = 1_000_000;

    private int steps;

    /// @return the names of all imports
    Set<String> imports(WorldNode world) {
        var imports = new LinkedHashSet<>(world.imports.keySet());
        for (var entry : world.imports.values()) {
            node(entry).forEach(one -> imports.addAll(above(one)));
        }
        for (var entry : world.exports.values()) {
            for (var exported : node(entry)) {
                for (var dependency : exported.dependencies) {
                    if (!world.exports.containsKey(dependency.id)) {
                        imports.add(dependency.id);
                        imports.addAll(imported(dependency, world, exported));
                    }
                }
            }
        }
        return imports;
    }

    private static List<InterfaceNode> node(Entry entry) {
        return switch (entry) {
            case Entry.Shared(var node) -> List.of(node);
            case Entry.Own(var node) -> List.of(node);
            case Entry.Type _, Entry.Func _ -> List.of();
        };
    }

    private Set<String> imported(
            InterfaceNode dependency, WorldNode world, InterfaceNode exported) {
        var above = above(dependency);
        for (var one : above) {
            if (world.exports.containsKey(one)) {
                throw world.world
                        .name()
                        .at()
                        .error(
                                "export '%s' takes types from the import '%s', which takes them from '%s', which is exported"
                                        .formatted(exported.id, dependency.id, one),
                                "Export '" + dependency.id + "' too.");
            }
        }
        return above;
    }

    /// All interfaces that it takes types from, over others too.
    private Set<String> above(InterfaceNode node) {
        var found = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(node.dependencies);
        var seen = new HashSet<InterfaceNode>();
        while (!open.isEmpty()) {
            var next = open.removeFirst();
            if (++steps > STEPS_MAX) {
                throw next.name
                        .at()
                        .error(
                                "the worlds need more than %,d steps to put together"
                                        .formatted(STEPS_MAX),
                                "Split the package.");
            }
            if (seen.add(next)) {
                found.add(next.id);
                open.addAll(next.dependencies);
            }
        }
        return found;
    }
}
