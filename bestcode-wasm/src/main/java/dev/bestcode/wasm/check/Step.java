package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.binary.SortIndex;
import dev.bestcode.wasm.engine.CoreModule;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ResourceVar;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One thing to do when a component is instantiated. Each adds to the index space of its sort, in
/// order; types are done with, and only resources are left of them.
public sealed interface Step {
    record DefineModule(CoreModule module) implements Step {}

    record InstantiateModule(int module, Map<String, Integer> arguments) implements Step {}

    record BundleCore(Map<String, SortIndex> exports) implements Step {}

    record DefineComponent(CheckedComponent component) implements Step {}

    record Instantiate(int component, List<Item> arguments, List<Binding> bindings)
            implements Step {}

    record Bundle(List<Item> exports) implements Step {}

    record AliasExport(Sort sort, int instance, String name) implements Step {}

    record AliasCoreExport(Sort sort, int instance, String name) implements Step {}

    /// @param count of components outward
    record AliasOuter(Sort sort, int count, int index) implements Step {}

    record DefineResource(ResourceVar resource, Optional<Integer> destructor) implements Step {}

    record Lift(int coreFunc, FuncType type, CanonOptions options) implements Step {}

    record Lower(int func, FuncType type, CanonOptions options) implements Step {}

    record ResourceNew(ResourceVar resource) implements Step {}

    record ResourceDrop(ResourceVar resource) implements Step {}

    record ResourceRep(ResourceVar resource) implements Step {}

    record Import(String name, Sort sort, List<Binding> bindings) implements Step {}

    record Export(Item item, List<Binding> bindings) implements Step {}

    /// Something by name. Of a type only its resource is known, if it is one.
    record Item(String name, Sort sort, int index, Optional<ResourceVar> resource) {}

    /// What a resource is: the type at a path of export names, from the item that was brought. The
    /// empty path is the item itself.
    record Binding(List<String> path, ResourceVar resource) {}
}
