package dev.bestcode.wasm.type;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts other resources in place of some. What is shared in the type stays shared in the result,
/// which is how exported types keep their names; what holds none of the resources stays itself.
public final class Substitution {
    private final Map<ResourceVar, ResourceVar> replacements;
    private final Work work;
    private final boolean resourcesOnly;
    private final IdentityHashMap<Object, Object> done = new IdentityHashMap<>();

    public Substitution(Map<ResourceVar, ResourceVar> replacements, Work work) {
        this(replacements, new IdentityHashMap<>(), work);
    }

    /// @param types value types to put in place of others that are the same, compared by identity
    public Substitution(
            Map<ResourceVar, ResourceVar> replacements,
            IdentityHashMap<ValType, ValType> types,
            Work work) {
        this.replacements = new HashMap<>(replacements);
        this.work = work;
        this.resourcesOnly = types.isEmpty();
        done.putAll(types);
    }

    public ExternType extern(ExternType type) {
        return switch (type) {
            case FuncType func -> func(func);
            case InstanceType instance -> instance(instance);
            case ComponentType component -> component(component);
            case ModuleType module -> module;
            case TypeExtern(var defined) -> new TypeExtern(defined(defined));
        };
    }

    public Map<String, ExternType> externs(Map<String, ExternType> types) {
        work.spend(Work.COPY * types.size());
        var replaced = new LinkedHashMap<String, ExternType>();
        types.forEach((name, type) -> replaced.put(name, extern(type)));
        return replaced;
    }

    private DefinedType defined(DefinedType type) {
        return switch (type) {
            case ValType value -> value(value);
            case ResourceRef reference -> reference(reference);
            case FuncType func -> func(func);
            case InstanceType instance -> instance(instance);
            case ComponentType component -> component(component);
        };
    }

    private ResourceRef reference(ResourceRef reference) {
        var replacement = replacements.get(reference.resource());
        return replacement == null
                ? reference
                : memo(reference, ResourceRef.class, () -> new ResourceRef(replacement));
    }

    private FuncType func(FuncType func) {
        if (resourcesOnly && !func.hasResource()) {
            return func;
        }
        return memo(
                func,
                FuncType.class,
                () ->
                        FuncType.of(
                                func.parameters().stream()
                                        .map(
                                                parameter ->
                                                        new FuncType.Parameter(
                                                                parameter.label(),
                                                                value(parameter.type())))
                                        .toList(),
                                func.result().map(this::value)));
    }

    private InstanceType instance(InstanceType instance) {
        return memo(
                instance,
                InstanceType.class,
                () -> InstanceType.of(externs(instance.exports()), variables(instance.bound())));
    }

    private ComponentType component(ComponentType component) {
        return memo(
                component,
                ComponentType.class,
                () ->
                        ComponentType.of(
                                externs(component.imports()),
                                externs(component.exports()),
                                variables(component.boundImports()),
                                variables(component.boundExports())));
    }

    private Set<ResourceVar> variables(Set<ResourceVar> variables) {
        var replaced = new LinkedHashSet<ResourceVar>();
        for (var variable : variables) {
            replaced.add(replacements.getOrDefault(variable, variable));
        }
        return replaced;
    }

    private ValType value(ValType type) {
        if (resourcesOnly && !type.facts().resource()) {
            return type;
        }
        return memo(
                type,
                ValType.class,
                () ->
                        switch (type) {
                            case ValType.Primitive primitive -> primitive;
                            case ValType.ListType list ->
                                    ValType.ListType.of(value(list.element()));
                            case ValType.RecordType(var labels, var parts, _) ->
                                    ValType.RecordType.of(
                                            labels, parts.stream().map(this::value).toList());
                            case ValType.TupleType(var parts, _) ->
                                    ValType.TupleType.of(parts.stream().map(this::value).toList());
                            case ValType.VariantType(var labels, var payloads, _) ->
                                    ValType.VariantType.of(
                                            labels, payloads.stream().map(this::optional).toList());
                            case ValType.EnumType enumeration -> enumeration;
                            case ValType.OptionType option ->
                                    ValType.OptionType.of(value(option.element()));
                            case ValType.ResultType(var ok, var error, _) ->
                                    ValType.ResultType.of(optional(ok), optional(error));
                            case ValType.FlagsType flags -> flags;
                            case ValType.OwnType(var resource, _) ->
                                    ValType.OwnType.of(reference(resource));
                            case ValType.BorrowType(var resource, _) ->
                                    ValType.BorrowType.of(reference(resource));
                        });
    }

    private Optional<ValType> optional(Optional<ValType> type) {
        return type.map(this::value);
    }

    private <T> T memo(T type, Class<T> kind, java.util.function.Supplier<T> made) {
        var known = done.get(type);
        if (known != null) {
            return kind.cast(known);
        }
        work.spend(Work.COPY);
        var fresh = made.get();
        done.put(type, fresh);
        return fresh;
    }
}
