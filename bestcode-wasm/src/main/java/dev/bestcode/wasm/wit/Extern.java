package dev.bestcode.wasm.wit;

import java.util.List;
import java.util.Optional;

/// An import or export of a world.
record Extern(Attributes attributes, boolean export, Target target) implements WorldItem {
    sealed interface Target {
        record Func(Function function) implements Target {}

        record Inline(Name name, List<InterfaceItem> items) implements Target {}

        /// @param label a name of its own instead of the interface's
        record ByPath(Optional<Name> label, Path path) implements Target {}
    }
}
