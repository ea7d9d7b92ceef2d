package dev.bestcode.wasm.wit;

import java.util.LinkedHashMap;
import java.util.Map;

/// A world on its way to being checked.
final class WorldNode {
    final World world;
    final PackageUnit in;
    final FileScope scope;
    final TypeScope types;
    final Map<String, Entry> imports = new LinkedHashMap<>();
    final Map<String, Entry> exports = new LinkedHashMap<>();
    InterfaceNode.State state = InterfaceNode.State.UNSEEN;

    /// What stands behind a name.
    sealed interface Entry {
        /// An interface under its own name.
        record Shared(InterfaceNode node) implements Entry {}

        /// An interface under a name of the world.
        record Own(InterfaceNode node) implements Entry {}

        record Type(TypeFacts facts) implements Entry {}

        record Func() implements Entry {}
    }

    WorldNode(World world, PackageUnit in, FileScope scope) {
        this.world = world;
        this.in = in;
        this.scope = scope;
        this.types = new TypeScope(in.name.path(world.name().text()));
    }

    Map<String, Entry> side(boolean export) {
        return export ? exports : imports;
    }
}
