package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.InvalidComponentException;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.wit.TypeBody.Kind;
import dev.bestcode.wasm.wit.TypeBody.Member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One interface or world of a component as it is told: its names for types, and its items in
/// order. A type is known by the name that the component gave to this very object.
final class ScopeText {
    private final PackageDocs.Scope docs;
    private final IdentityHashMap<ValType, String> names = new IdentityHashMap<>();
    private final Map<ResourceVar, String> resourceNames = new HashMap<>();
    private final Map<String, List<Function>> resources = new LinkedHashMap<>();
    private final Set<String> declared = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<NamedType> types = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();

    ScopeText(PackageDocs.Scope docs) {
        this.docs = docs;
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    /// With the functions of resources in them.
    List<NamedType> types() {
        return types.stream().map(this::whole).toList();
    }

    /// Those of no resource.
    List<Function> functions() {
        return List.copyOf(functions);
    }

    List<InterfaceItem> items() {
        var items = new ArrayList<InterfaceItem>(uses);
        items.addAll(types());
        items.addAll(functions);
        return List.copyOf(items);
    }

    private NamedType whole(NamedType type) {
        return type.body() instanceof TypeBody.Resource
                ? new NamedType(
                        type.attributes(),
                        type.name(),
                        new TypeBody.Resource(
                                List.copyOf(resources.getOrDefault(type.name().text(), List.of()))))
                : type;
    }

    void use(Origins.Origin origin, String name, DefinedType type) {
        if (!declared.add(name)) {
            remember(name, type);
            return;
        }
        var known = Name.of(name);
        var as = origin.name().equals(known) ? Optional.<Name>empty() : Optional.of(known);
        uses.add(
                new Use(Attributes.NONE, origin.from(), List.of(new Use.Taken(origin.name(), as))));
        remember(name, type);
    }

    /// A world may import and export a type of one name; it is told once.
    void declare(String name, DefinedType type) {
        if (!declared.add(name)) {
            remember(name, type);
            return;
        }
        types.add(
                new NamedType(
                        Attributes.documented(docs.type(name)),
                        Name.of(name),
                        switch (type) {
                            case ResourceRef reference -> resource(name, reference);
                            case ValType value -> body(name, value);
                            case FuncType _,
                                    dev.bestcode.wasm.type.InstanceType _,
                                    dev.bestcode.wasm.type.ComponentType _ ->
                                    throw new InvalidComponentException(
                                            0,
                                            "'%s' is no type of a value, as in a WIT package in binary form; 'bestcode wasm wit' reads one"
                                                    .formatted(name));
                        }));
        remember(name, type);
    }

    private void remember(String name, DefinedType type) {
        if (type instanceof ResourceRef reference) {
            resourceNames.putIfAbsent(reference.resource(), name);
        } else if (type instanceof ValType value && !(value instanceof ValType.Primitive)) {
            names.putIfAbsent(value, name);
        }
    }

    private TypeBody resource(String name, ResourceRef reference) {
        var other = resourceNames.get(reference.resource());
        if (other != null) {
            return new TypeBody.Alias(new WitType.Named(Name.of(other)));
        }
        resources.putIfAbsent(name, new ArrayList<>());
        return new TypeBody.Resource(List.of());
    }

    private TypeBody body(String name, ValType type) {
        return switch (type) {
            case ValType.RecordType(var labels, var parts, _) ->
                    members(
                            Kind.RECORD,
                            name,
                            labels,
                            parts.stream().map(part -> Optional.of(type(part))).toList());
            case ValType.VariantType(var labels, var payloads, _) ->
                    members(
                            Kind.VARIANT,
                            name,
                            labels,
                            payloads.stream().map(one -> one.map(this::type)).toList());
            case ValType.EnumType(var labels, _, _) -> members(Kind.ENUM, name, labels, List.of());
            case ValType.FlagsType(var labels, _) -> members(Kind.FLAGS, name, labels, List.of());
            case ValType.Primitive _,
                    ValType.ListType _,
                    ValType.TupleType _,
                    ValType.OptionType _,
                    ValType.ResultType _,
                    ValType.OwnType _,
                    ValType.BorrowType _ ->
                    new TypeBody.Alias(type(type));
        };
    }

    private TypeBody members(
            Kind kind, String of, List<String> labels, List<Optional<WitType>> payloads) {
        var members = new ArrayList<Member>();
        for (int i = 0; i < labels.size(); i++) {
            members.add(
                    new Member(
                            docs.member(of, labels.get(i)),
                            Name.of(labels.get(i)),
                            payloads.isEmpty() ? Optional.empty() : payloads.get(i)));
        }
        return new TypeBody.Members(kind, List.copyOf(members));
    }

    WitType type(ValType type) {
        var known = names.get(type);
        if (known != null) {
            return new WitType.Named(Name.of(known));
        }
        return switch (type) {
            case ValType.Primitive(var prim, _) -> new WitType.Plain(prim.wit());
            case ValType.ListType list ->
                    new WitType.ListOf(type(list.element()), OptionalInt.empty());
            case ValType.TupleType(var parts, _) ->
                    new WitType.TupleOf(parts.stream().map(this::type).toList());
            case ValType.OptionType option -> new WitType.OptionOf(type(option.element()));
            case ValType.ResultType(var ok, var error, _) ->
                    new WitType.ResultOf(ok.map(this::type), error.map(this::type));
            case ValType.OwnType own -> new WitType.Named(resourceName(own.resource()));
            case ValType.BorrowType borrow -> new WitType.Borrow(resourceName(borrow.resource()));
            case ValType.RecordType _,
                    ValType.VariantType _,
                    ValType.EnumType _,
                    ValType.FlagsType _ -> {
                var made = "unnamed-" + (names.size() + 1);
                declare(made, type);
                yield new WitType.Named(Name.of(made));
            }
        };
    }

    private Name resourceName(ResourceRef reference) {
        return Name.of(
                resourceNames.computeIfAbsent(
                        reference.resource(),
                        _ -> {
                            var made = "unnamed-resource-" + (resourceNames.size() + 1);
                            types.add(
                                    new NamedType(
                                            Attributes.NONE,
                                            Name.of(made),
                                            new TypeBody.Resource(List.of())));
                            return made;
                        }));
    }

    /// @param name as a component writes it: plain, or with what it is of a resource
    void function(String name, FuncType type) {
        int bracket = name.indexOf(']');
        if (bracket < 0) {
            functions.add(function(Function.Kind.FREE, name, name, type));
            return;
        }
        var of = name.substring(bracket + 1);
        int dot = of.indexOf('.');
        var resource = dot < 0 ? of : of.substring(0, dot);
        var kind =
                dot < 0
                        ? Function.Kind.CONSTRUCTOR
                        : name.startsWith("[static]") ? Function.Kind.STATIC : Function.Kind.METHOD;
        resources
                .computeIfAbsent(resource, _ -> new ArrayList<>())
                .add(function(kind, name, of.substring(dot + 1), type));
    }

    /// @param key as documentation knows it
    Function function(Function.Kind kind, String key, String name, FuncType type) {
        boolean method = kind == Function.Kind.METHOD;
        var parameters =
                type.parameters().stream()
                        .skip(method ? 1 : 0)
                        .map(one -> new Function.Parameter(Name.of(one.label()), type(one.type())))
                        .toList();
        boolean plain =
                kind == Function.Kind.CONSTRUCTOR
                        && type.result().filter(ValType.OwnType.class::isInstance).isPresent();
        return new Function(
                Attributes.documented(docs.function(key)),
                kind,
                Name.of(name),
                false,
                parameters,
                plain ? Optional.empty() : type.result().map(this::type));
    }
}
