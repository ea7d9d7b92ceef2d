package dev.bestcode.wasm.link;

import dev.bestcode.wasm.abi.ComponentFunc;
import dev.bestcode.wasm.abi.InstanceState;
import dev.bestcode.wasm.abi.RuntimeResource;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.engine.CoreFunc;
import dev.bestcode.wasm.engine.CoreInstance;
import dev.bestcode.wasm.engine.CoreItem;
import dev.bestcode.wasm.engine.CoreMemory;
import dev.bestcode.wasm.engine.CoreModule;
import dev.bestcode.wasm.type.ResourceVar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The index spaces of one component instance. The checker has seen to it that every index is in
/// bounds and of its sort.
final class Frame {
    final Optional<Frame> outer;
    final InstanceState state;
    final Map<ResourceVar, RuntimeResource> resources = new HashMap<>();
    final List<CoreModule> modules = new ArrayList<>();
    final List<CoreInstance> coreInstances = new ArrayList<>();
    final List<CoreFunc> coreFuncs = new ArrayList<>();
    final List<CoreItem> coreTables = new ArrayList<>();
    final List<CoreMemory> coreMemories = new ArrayList<>();
    final List<CoreItem> coreGlobals = new ArrayList<>();
    final List<CoreItem> coreTags = new ArrayList<>();
    final List<ComponentFunc> funcs = new ArrayList<>();
    final List<Item.Component> components = new ArrayList<>();
    final List<Item.Instance> instances = new ArrayList<>();

    Frame(Optional<Frame> outer, InstanceState state) {
        this.outer = outer;
        this.state = state;
    }

    RuntimeResource resource(ResourceVar variable) {
        var resource = resources.get(variable);
        if (resource == null) {
            throw new IllegalStateException("resource " + variable + " is not bound");
        }
        return resource;
    }

    void add(CoreItem item) {
        switch (item) {
            case CoreItem.Func(var func) -> coreFuncs.add(func);
            case CoreItem.Memory(var memory) -> coreMemories.add(memory);
            case CoreItem.Table table -> coreTables.add(table);
            case CoreItem.Global global -> coreGlobals.add(global);
            case CoreItem.Tag tag -> coreTags.add(tag);
        }
    }

    CoreItem core(Sort sort, int index) {
        return switch (sort) {
            case CORE_FUNC -> new CoreItem.Func(coreFuncs.get(index));
            case CORE_MEMORY -> new CoreItem.Memory(coreMemories.get(index));
            case CORE_TABLE -> coreTables.get(index);
            case CORE_GLOBAL -> coreGlobals.get(index);
            case CORE_TAG -> coreTags.get(index);
            case CORE_TYPE, CORE_MODULE, CORE_INSTANCE, FUNC, TYPE, COMPONENT, INSTANCE ->
                    throw new IllegalArgumentException(sort + " is not in a core instance");
        };
    }

    void add(Item item) {
        switch (item) {
            case Item.Func(var func) -> funcs.add(func);
            case Item.Instance instance -> instances.add(instance);
            case Item.Component component -> components.add(component);
            case Item.Module(var module) -> modules.add(module);
            case Item.Type _ -> {}
        }
    }

    Item get(Sort sort, int index, Optional<ResourceVar> resource) {
        return switch (sort) {
            case FUNC -> new Item.Func(funcs.get(index));
            case INSTANCE -> instances.get(index);
            case COMPONENT -> components.get(index);
            case CORE_MODULE -> new Item.Module(modules.get(index));
            case TYPE -> new Item.Type(resource.map(this::resource));
            case CORE_FUNC,
                    CORE_TABLE,
                    CORE_MEMORY,
                    CORE_GLOBAL,
                    CORE_TAG,
                    CORE_TYPE,
                    CORE_INSTANCE ->
                    throw new IllegalArgumentException(sort + " does not leave a component");
        };
    }
}
