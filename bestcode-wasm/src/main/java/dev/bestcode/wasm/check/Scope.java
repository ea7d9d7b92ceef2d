package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.ResourceVar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The index spaces of a component, component type or instance type, as they grow.
final class Scope {
    enum Kind {
        COMPONENT,
        COMPONENT_TYPE,
        INSTANCE_TYPE
    }

    final Kind kind;
    final Optional<Scope> parent;
    final Rules rules;
    final List<CoreTypeEntry> coreTypes = new ArrayList<>();
    final List<ModuleType> modules = new ArrayList<>();
    final List<Map<String, CoreExtern>> coreInstances = new ArrayList<>();
    final List<CoreExtern.Func> coreFuncs = new ArrayList<>();
    final List<CoreExtern> coreTables = new ArrayList<>();
    final List<CoreExtern> coreMemories = new ArrayList<>();
    final List<CoreExtern> coreGlobals = new ArrayList<>();
    final List<CoreExtern> coreTags = new ArrayList<>();
    final List<DefinedType> types = new ArrayList<>();
    final List<FuncType> funcs = new ArrayList<>();
    final List<ComponentType> components = new ArrayList<>();
    final List<InstanceType> instances = new ArrayList<>();

    /// Resources that this scope makes: defined here, or anew with each instance it makes.
    final Set<ResourceVar> fresh = new HashSet<>();

    /// Those of them that are defined right here.
    final Set<ResourceVar> defined = new HashSet<>();

    /// Resources that imports bring.
    final Set<ResourceVar> imported = new HashSet<>();

    final Names imports;
    final Names exports;

    /// An entry of the core type space.
    sealed interface CoreTypeEntry {
        record Func(CoreExtern.Func type) implements CoreTypeEntry {}

        record Module(ModuleType type) implements CoreTypeEntry {}
    }

    Scope(Kind kind, Optional<Scope> parent, Rules rules) {
        this.kind = kind;
        this.parent = parent;
        this.rules = rules;
        this.imports = new Names(rules, "import");
        this.exports = new Names(rules, "export");
    }

    <T> T get(List<T> space, int index, Sort sort) {
        if (index >= space.size()) {
            throw rules.broken(
                    "%s index out of bounds: unknown %s %d, there are %d"
                            .formatted(sort.words(), sort.words(), index, space.size()));
        }
        return space.get(index);
    }

    DefinedType type(int index) {
        return get(types, index, Sort.TYPE);
    }

    CoreExtern core(Sort sort, int index) {
        return switch (sort) {
            case CORE_FUNC -> get(coreFuncs, index, sort);
            case CORE_TABLE -> get(coreTables, index, sort);
            case CORE_MEMORY -> get(coreMemories, index, sort);
            case CORE_GLOBAL -> get(coreGlobals, index, sort);
            case CORE_TAG -> get(coreTags, index, sort);
            case CORE_TYPE, CORE_MODULE, CORE_INSTANCE, FUNC, TYPE, COMPONENT, INSTANCE ->
                    throw rules.broken("a core instance cannot export a " + sort.words());
        };
    }

    void add(CoreExtern item) {
        switch (item) {
            case CoreExtern.Func func -> coreFuncs.add(func);
            case CoreExtern.Table table -> coreTables.add(table);
            case CoreExtern.Memory memory -> coreMemories.add(memory);
            case CoreExtern.Global global -> coreGlobals.add(global);
            case CoreExtern.Tag tag -> coreTags.add(tag);
        }
    }

    /// The type of an item, as an export of a component has it.
    ExternType extern(Sort sort, int index) {
        return switch (sort) {
            case CORE_MODULE -> get(modules, index, sort);
            case FUNC -> get(funcs, index, sort);
            case TYPE -> new dev.bestcode.wasm.type.TypeExtern(type(index));
            case COMPONENT -> get(components, index, sort);
            case INSTANCE -> get(instances, index, sort);
            case CORE_FUNC,
                    CORE_TABLE,
                    CORE_MEMORY,
                    CORE_GLOBAL,
                    CORE_TAG,
                    CORE_TYPE,
                    CORE_INSTANCE ->
                    throw rules.broken("a component cannot import or export a " + sort.words());
        };
    }

    Sort add(ExternType type) {
        return switch (type) {
            case ModuleType module -> {
                modules.add(module);
                yield Sort.CORE_MODULE;
            }
            case FuncType func -> {
                funcs.add(func);
                yield Sort.FUNC;
            }
            case dev.bestcode.wasm.type.TypeExtern(var defined) -> {
                types.add(defined);
                yield Sort.TYPE;
            }
            case ComponentType component -> {
                components.add(component);
                yield Sort.COMPONENT;
            }
            case InstanceType instance -> {
                instances.add(instance);
                yield Sort.INSTANCE;
            }
        };
    }
}
