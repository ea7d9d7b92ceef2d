package dev.bestcode.wasm.link;

import dev.bestcode.wasm.abi.ComponentFunc;
import dev.bestcode.wasm.abi.RuntimeResource;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.engine.CoreModule;

import java.util.Map;
import java.util.Optional;

/// What an instance exports, or is given.
public sealed interface Item {
    record Func(ComponentFunc func) implements Item {}

    record Instance(Map<String, Item> exports) implements Item {
        public Instance {
            exports = Map.copyOf(exports);
        }
    }

    record Module(CoreModule module) implements Item {}

    /// A type; at run time only a resource is left of it.
    record Type(Optional<RuntimeResource> resource) implements Item {}

    /// A component with the scope that it was defined in.
    final class Component implements Item {
        private final CheckedComponent component;
        private final Optional<Frame> outer;

        Component(CheckedComponent component, Optional<Frame> outer) {
            this.component = component;
            this.outer = outer;
        }

        CheckedComponent component() {
            return component;
        }

        Optional<Frame> outer() {
            return outer;
        }
    }
}
