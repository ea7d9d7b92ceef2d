package dev.bestcode.wasm.type;

import dev.bestcode.wasm.binary.CoreExtern;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides whether what is given will do for what is wanted. Resources that the wanted type binds
/// are learnt on the way: the first type export or import that stands for one says what it is.
///
/// Answers are empty for a match, or the first difference in words.
public final class Matching {
    private final Work work;
    private final Map<ResourceVar, ResourceVar> learnt = new HashMap<>();
    private final IdentityHashMap<ValType, ValType> met = new IdentityHashMap<>();

    public Matching(Work work) {
        this.work = work;
    }

    /// What the wanted type's bound resources have turned out to be.
    public Map<ResourceVar, ResourceVar> learnt() {
        return learnt;
    }

    /// The given type for each exported or imported value type that was wanted: the same types, by
    /// the names that the giver knows.
    public IdentityHashMap<ValType, ValType> met() {
        return met;
    }

    /// @param bound the resources of the wanted type that are yet to be learnt
    public Optional<String> difference(
            ExternType given, ExternType wanted, Set<ResourceVar> bound) {
        work.spend(1);
        return switch (wanted) {
            case FuncType func when given instanceof FuncType other -> func(other, func);
            case ModuleType module when given instanceof ModuleType other ->
                    CoreMatching.module(other, module);
            case InstanceType instance when given instanceof InstanceType other ->
                    exports(other.exports(), instance.exports(), union(bound, instance.bound()));
            case ComponentType component when given instanceof ComponentType other ->
                    component(other, component, bound);
            case TypeExtern(var type) when given instanceof TypeExtern(var other) ->
                    type(other, type, bound);
            case FuncType _, ModuleType _, InstanceType _, ComponentType _, TypeExtern _ ->
                    Optional.of("expected " + wanted.words() + ", found " + given.words());
        };
    }

    private static Set<ResourceVar> union(Set<ResourceVar> a, Set<ResourceVar> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        var all = new java.util.HashSet<>(a);
        all.addAll(b);
        return all;
    }

    private Optional<String> exports(
            Map<String, ExternType> given, Map<String, ExternType> wanted, Set<ResourceVar> bound) {
        for (var entry : wanted.entrySet()) {
            var other = given.get(entry.getKey());
            if (other == null) {
                return Optional.of("missing expected export '" + entry.getKey() + "'");
            }
            var difference = difference(other, entry.getValue(), bound);
            if (difference.isPresent()) {
                return difference.map(text -> "in '" + entry.getKey() + "': " + text);
            }
        }
        return Optional.empty();
    }

    /// What the given component needs, the wanted one must bring; what the wanted one exports, the
    /// given one must.
    private Optional<String> component(
            ComponentType given, ComponentType wanted, Set<ResourceVar> bound) {
        for (var entry : given.imports().entrySet()) {
            var brought = wanted.imports().get(entry.getKey());
            if (brought == null) {
                return Optional.of("missing import named '" + entry.getKey() + "'");
            }
            var difference = difference(brought, entry.getValue(), given.boundImports());
            if (difference.isPresent()) {
                return difference.map(text -> "in import '" + entry.getKey() + "': " + text);
            }
        }
        return exports(given.exports(), wanted.exports(), union(bound, wanted.boundExports()));
    }

    private Optional<String> type(DefinedType given, DefinedType wanted, Set<ResourceVar> bound) {
        work.spend(1);
        return switch (wanted) {
            case ResourceRef reference when given instanceof ResourceRef other ->
                    resource(other.resource(), reference.resource(), bound);
            case ValType value when given instanceof ValType other -> {
                met.put(value, other);
                yield same(other, value);
            }
            case FuncType func when given instanceof FuncType other -> func(other, func);
            case InstanceType instance when given instanceof InstanceType other ->
                    difference(other, instance, bound);
            case ComponentType component when given instanceof ComponentType other ->
                    difference(other, component, bound);
            case ResourceRef _ -> Optional.of("expected resource, found another type");
            case ValType _, FuncType _, InstanceType _, ComponentType _ ->
                    Optional.of("expected another kind of type");
        };
    }

    private Optional<String> resource(
            ResourceVar given, ResourceVar wanted, Set<ResourceVar> bound) {
        if (bound.contains(wanted) && !learnt.containsKey(wanted)) {
            learnt.put(wanted, given);
            return Optional.empty();
        }
        return sameResource(given, wanted)
                ? Optional.empty()
                : Optional.of("resource types are not the same: " + given + " and " + wanted);
    }

    private boolean sameResource(ResourceVar a, ResourceVar b) {
        return learnt.getOrDefault(a, a) == learnt.getOrDefault(b, b);
    }

    private Optional<String> func(FuncType given, FuncType wanted) {
        work.spend(1);
        if (given.parameters().size() != wanted.parameters().size()) {
            return Optional.of(
                    "expected %d parameters, found %d"
                            .formatted(wanted.parameters().size(), given.parameters().size()));
        }
        for (int i = 0; i < given.parameters().size(); i++) {
            var mine = given.parameters().get(i);
            var theirs = wanted.parameters().get(i);
            if (!mine.label().equals(theirs.label())) {
                return Optional.of(
                        "expected parameter named '%s', found '%s'"
                                .formatted(theirs.label(), mine.label()));
            }
            var difference = same(mine.type(), theirs.type());
            if (difference.isPresent()) {
                return difference.map(text -> "in parameter '" + mine.label() + "': " + text);
            }
        }
        return optional(given.result(), wanted.result()).map(text -> "in the result: " + text);
    }

    private Optional<String> optional(Optional<ValType> given, Optional<ValType> wanted) {
        if (given.isEmpty() && wanted.isEmpty()) {
            return Optional.empty();
        }
        if (given.isEmpty() || wanted.isEmpty()) {
            return Optional.of("one has a type, the other has none");
        }
        return same(given.get(), wanted.get());
    }

    /// Value types are the same when they are written the same, resources aside.
    private Optional<String> same(ValType given, ValType wanted) {
        work.spend(1);
        if (given == wanted && !given.facts().resource()) {
            return Optional.empty();
        }
        return switch (wanted) {
            case ValType.Primitive(var prim, _)
                    when given instanceof ValType.Primitive(var other, _) ->
                    prim == other
                            ? Optional.empty()
                            : Optional.of(
                                    "expected %s, found %s".formatted(prim.wit(), other.wit()));
            case ValType.ListType list when given instanceof ValType.ListType other ->
                    same(other.element(), list.element());
            case ValType.RecordType(var labels, var parts, _)
                    when given instanceof ValType.RecordType(var otherLabels, var otherParts, _) ->
                    labels.equals(otherLabels)
                            ? all(otherParts, parts)
                            : Optional.of("record fields are not the same");
            case ValType.TupleType(var parts, _)
                    when given instanceof ValType.TupleType(var otherParts, _) ->
                    all(otherParts, parts);
            case ValType.VariantType(var labels, var payloads, _)
                    when given
                            instanceof ValType.VariantType(var otherLabels, var otherPayloads, _) ->
                    labels.equals(otherLabels)
                            ? allOptional(otherPayloads, payloads)
                            : Optional.of("variant cases are not the same");
            case ValType.EnumType(var labels, _, _)
                    when given instanceof ValType.EnumType(var others, _, _) ->
                    labels.equals(others)
                            ? Optional.empty()
                            : Optional.of("enum cases are not the same");
            case ValType.FlagsType(var labels, _)
                    when given instanceof ValType.FlagsType(var others, _) ->
                    labels.equals(others)
                            ? Optional.empty()
                            : Optional.of("flags are not the same");
            case ValType.OptionType option when given instanceof ValType.OptionType other ->
                    same(other.element(), option.element());
            case ValType.ResultType(var ok, var error, _)
                    when given instanceof ValType.ResultType(var otherOk, var otherError, _) ->
                    optional(otherOk, ok).or(() -> optional(otherError, error));
            case ValType.OwnType(var resource, _)
                    when given instanceof ValType.OwnType(var other, _) ->
                    handle(other, resource);
            case ValType.BorrowType(var resource, _)
                    when given instanceof ValType.BorrowType(var other, _) ->
                    handle(other, resource);
            case ValType.Primitive _,
                    ValType.ListType _,
                    ValType.RecordType _,
                    ValType.TupleType _,
                    ValType.VariantType _,
                    ValType.EnumType _,
                    ValType.FlagsType _,
                    ValType.OptionType _,
                    ValType.ResultType _,
                    ValType.OwnType _,
                    ValType.BorrowType _ ->
                    Optional.of("expected another kind of type");
        };
    }

    private Optional<String> handle(ResourceRef given, ResourceRef wanted) {
        return sameResource(given.resource(), wanted.resource())
                ? Optional.empty()
                : Optional.of("resource types are not the same");
    }

    private Optional<String> all(java.util.List<ValType> given, java.util.List<ValType> wanted) {
        if (given.size() != wanted.size()) {
            return Optional.of("expected " + wanted.size() + " parts, found " + given.size());
        }
        for (int i = 0; i < given.size(); i++) {
            var difference = same(given.get(i), wanted.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> allOptional(
            java.util.List<Optional<ValType>> given, java.util.List<Optional<ValType>> wanted) {
        for (int i = 0; i < given.size(); i++) {
            var difference = optional(given.get(i), wanted.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /// Whether a core item will do; see [CoreMatching].
    public static Optional<String> core(CoreExtern given, CoreExtern wanted) {
        return CoreMatching.difference(given, wanted);
    }
}
