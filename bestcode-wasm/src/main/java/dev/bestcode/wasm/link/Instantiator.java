package dev.bestcode.wasm.link;

import dev.bestcode.wasm.LinkException;
import dev.bestcode.wasm.abi.Bridge;
import dev.bestcode.wasm.abi.InstanceState;
import dev.bestcode.wasm.abi.LiftedFunc;
import dev.bestcode.wasm.abi.LoweredFunc;
import dev.bestcode.wasm.abi.ResourceFuncs;
import dev.bestcode.wasm.abi.RuntimeResource;
import dev.bestcode.wasm.abi.StoreState;
import dev.bestcode.wasm.binary.SortIndex;
import dev.bestcode.wasm.check.CanonOptions;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.check.Step;
import dev.bestcode.wasm.engine.CoreInstance;
import dev.bestcode.wasm.engine.CoreItem;
import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the steps of one component, in order, and hands out what it exports.
public final class Instantiator {
    private final StoreState store;
    private final Frame frame;
    private final Map<String, Item> imports;
    private final Map<String, Item> exports = new HashMap<>();

    private Instantiator(StoreState store, Frame frame, Map<String, Item> imports) {
        this.store = store;
        this.frame = frame;
        this.imports = imports;
    }

    /// @param imports one for each import, of matching type
    /// @throws dev.bestcode.wasm.WasmException when an import is missing, a start function traps,
    /// or a limit is reached
    public static Item.Instance instantiate(
            CheckedComponent component, Map<String, Item> imports, StoreState store) {
        return instantiate(
                new Item.Component(component, Optional.empty()), imports, store, Optional.empty());
    }

    /// A component of a scope without others around it.
    public static Item.Component component(CheckedComponent component) {
        return new Item.Component(component, Optional.empty());
    }

    private static Item.Instance instantiate(
            Item.Component component,
            Map<String, Item> imports,
            StoreState store,
            Optional<InstanceState> parent) {
        store.instance();
        var frame = new Frame(component.outer(), new InstanceState(store, parent));
        var instantiator = new Instantiator(store, frame, imports);
        for (var step : component.component().steps()) {
            store.step();
            instantiator.run(step);
        }
        return new Item.Instance(instantiator.exports);
    }

    private void run(Step step) {
        switch (step) {
            case Step.DefineModule(var module) -> frame.modules.add(module);
            case Step.InstantiateModule instantiate -> frame.coreInstances.add(core(instantiate));
            case Step.BundleCore(var bundle) -> frame.coreInstances.add(core(bundle));
            case Step.DefineComponent(var nested) ->
                    frame.components.add(new Item.Component(nested, Optional.of(frame)));
            case Step.Instantiate(var component, var arguments, var bindings) -> {
                var instance =
                        instantiate(
                                frame.components.get(component),
                                items(arguments),
                                store,
                                Optional.of(frame.state));
                bind(bindings, instance);
                frame.instances.add(instance);
            }
            case Step.Bundle(var bundle) -> frame.instances.add(new Item.Instance(items(bundle)));
            case Step.AliasExport(_, var instance, var name) ->
                    frame.add(named(frame.instances.get(instance), name));
            case Step.AliasCoreExport(_, var instance, var name) ->
                    frame.add(named(frame.coreInstances.get(instance), name));
            case Step.AliasOuter(var sort, var count, var index) ->
                    frame.add(outer(count).get(sort, index, Optional.empty()));
            case Step.DefineResource(var resource, var destructor) ->
                    frame.resources.put(
                            resource,
                            RuntimeResource.of(frame.state, destructor.map(frame.coreFuncs::get)));
            case Step.Lift(var func, var type, var options) ->
                    frame.funcs.add(
                            new LiftedFunc(frame.coreFuncs.get(func), type, bridge(options)));
            case Step.Lower(var func, var type, var options) ->
                    frame.coreFuncs.add(
                            new LoweredFunc(frame.funcs.get(func), type, bridge(options)));
            case Step.ResourceNew(var resource) ->
                    frame.coreFuncs.add(ResourceFuncs.make(frame.state, frame.resource(resource)));
            case Step.ResourceDrop(var resource) ->
                    frame.coreFuncs.add(ResourceFuncs.drop(frame.state, frame.resource(resource)));
            case Step.ResourceRep(var resource) ->
                    frame.coreFuncs.add(
                            ResourceFuncs.representation(frame.state, frame.resource(resource)));
            case Step.Import(var name, _, var bindings) -> {
                var item = imports.get(name);
                if (item == null) {
                    throw new LinkException("import '" + name + "' is missing");
                }
                bind(bindings, item);
                frame.add(item);
            }
            case Step.Export(var what, var bindings) -> {
                var item = frame.get(what.sort(), what.index(), what.resource());
                bind(bindings, item);
                exports.put(what.name(), item);
                frame.add(item);
            }
        }
    }

    private CoreInstance core(Step.InstantiateModule instantiate) {
        var module = frame.modules.get(instantiate.module());
        var items = new HashMap<CoreName, CoreItem>();
        for (var name : module.type().imports().keySet()) {
            var argument = instantiate.arguments().get(name.module());
            if (argument == null) {
                throw new IllegalStateException("the checker let a missing argument pass: " + name);
            }
            items.put(name, named(frame.coreInstances.get(argument), name.name()));
        }
        return CoreInstance.of(module, items, store.core());
    }

    private CoreInstance core(Map<String, SortIndex> bundle) {
        var items = new HashMap<String, CoreItem>();
        bundle.forEach((name, what) -> items.put(name, frame.core(what.sort(), what.index())));
        return CoreInstance.of(items);
    }

    private Map<String, Item> items(List<Step.Item> wanted) {
        var items = new HashMap<String, Item>();
        for (var item : wanted) {
            items.put(item.name(), frame.get(item.sort(), item.index(), item.resource()));
        }
        return items;
    }

    private Frame outer(int count) {
        var target = frame;
        for (int i = 0; i < count; i++) {
            target =
                    target.outer.orElseThrow(
                            () -> new IllegalStateException("the checker let a count pass"));
        }
        return target;
    }

    private void bind(List<Step.Binding> bindings, Item item) {
        for (var binding : bindings) {
            var found = item;
            for (var name : binding.path()) {
                if (!(found instanceof Item.Instance instance)) {
                    throw new LinkException("'" + name + "' is looked for in what is no instance");
                }
                found = named(instance, name);
            }
            if (!(found instanceof Item.Type(var resource)) || resource.isEmpty()) {
                throw new LinkException("a resource type is needed for " + binding.resource());
            }
            frame.resources.put(binding.resource(), resource.get());
        }
    }

    private static Item named(Item.Instance instance, String name) {
        return Optional.ofNullable(instance.exports().get(name))
                .orElseThrow(() -> new LinkException("'" + name + "' is not exported"));
    }

    private static CoreItem named(CoreInstance instance, String name) {
        return instance.export(name)
                .orElseThrow(() -> new LinkException("core item '" + name + "' is not exported"));
    }

    private Bridge bridge(CanonOptions options) {
        return new Bridge(
                frame.state,
                frame.resources,
                options.encoding(),
                options.memory().map(frame.coreMemories::get),
                options.realloc().map(frame.coreFuncs::get),
                options.postReturn().map(frame.coreFuncs::get));
    }
}
