package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.GlobalInstance;

/// What a core instance exports and another imports.
public sealed interface CoreItem {
    record Func(CoreFunc func) implements CoreItem {}

    record Memory(CoreMemory memory) implements CoreItem {}

    final class Table implements CoreItem {
        private final SharedTable table;

        Table(SharedTable table) {
            this.table = table;
        }

        SharedTable table() {
            return table;
        }
    }

    final class Global implements CoreItem {
        private final GlobalInstance global;

        Global(GlobalInstance global) {
            this.global = global;
        }

        GlobalInstance global() {
            return global;
        }
    }

    /// @param number that no other tag of the component has
    record Tag(int number) implements CoreItem {}
}
