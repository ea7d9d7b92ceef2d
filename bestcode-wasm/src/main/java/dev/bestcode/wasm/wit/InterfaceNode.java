package dev.bestcode.wasm.wit;

import java.util.ArrayList;
import java.util.List;

/// An interface on its way to being checked.
final class InterfaceNode {
    enum State {
        UNSEEN,
        OPEN,
        CHECKED
    }

    final String id;
    final Name name;
    final List<InterfaceItem> items;
    final PackageUnit in;
    final FileScope scope;
    final List<InterfaceNode> dependencies = new ArrayList<>();
    State state = State.UNSEEN;
    final TypeScope types;

    InterfaceNode(
            String id, Name name, List<InterfaceItem> items, PackageUnit in, FileScope scope) {
        this.id = id;
        this.name = name;
        this.items = items;
        this.in = in;
        this.scope = scope;
        this.types = new TypeScope(id);
    }
}
