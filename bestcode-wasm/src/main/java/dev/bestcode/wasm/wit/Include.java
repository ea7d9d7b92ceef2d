package dev.bestcode.wasm.wit;

import java.util.List;

/// The imports and exports of another world.
record Include(Attributes attributes, Path world, List<Renaming> renamings) implements WorldItem {
    record Renaming(Name from, Name to) {}
}
