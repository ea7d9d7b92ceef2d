package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.TypeDecl;
import dev.bestcode.wasm.binary.TypeRef;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ExternNames;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.type.Work;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Resolves definitions of value types and function types.
final class ValueTypes {
    /// Lifting and lowering go as deep as a type does.
    static final int DEPTH_MAX = 100;

    private static final int FLAGS_MAX = 32;

    /// Of a value in memory, so that no list of one element is beyond an address.
    private static final long SIZE_MAX = (1L << 28) - 1;

    private final Scope scope;
    private final Rules rules;

    ValueTypes(Scope scope) {
        this.scope = scope;
        this.rules = scope.rules;
    }

    ValType value(TypeDecl declared) {
        var type =
                switch (declared) {
                    case TypeDecl.Primitive(var prim) -> ValType.Primitive.of(prim);
                    case TypeDecl.RecordOf(var fields) -> {
                        rules.require(
                                !fields.isEmpty(), "record type must have at least one field");
                        var labels = fields.stream().map(TypeDecl.Field::label).toList();
                        labels(labels, "record field");
                        yield ValType.RecordType.of(
                                labels,
                                fields.stream().map(field -> reference(field.type())).toList());
                    }
                    case TypeDecl.Variant(var cases) -> {
                        rules.require(!cases.isEmpty(), "variant type must have at least one case");
                        var labels = cases.stream().map(TypeDecl.Case::label).toList();
                        labels(labels, "variant case");
                        yield ValType.VariantType.of(
                                labels,
                                cases.stream()
                                        .map(one -> one.type().map(this::reference))
                                        .toList());
                    }
                    case TypeDecl.ListOf(var element) -> ValType.ListType.of(reference(element));
                    case TypeDecl.Tuple(var elements) -> {
                        rules.require(
                                !elements.isEmpty(), "tuple type must have at least one type");
                        yield ValType.TupleType.of(elements.stream().map(this::reference).toList());
                    }
                    case TypeDecl.Flags(var labels) -> {
                        rules.require(!labels.isEmpty(), "flags must have at least one entry");
                        rules.require(
                                labels.size() <= FLAGS_MAX,
                                "cannot have more than " + FLAGS_MAX + " flags");
                        labels(labels, "flag");
                        yield ValType.FlagsType.of(labels);
                    }
                    case TypeDecl.Enumeration(var labels) -> {
                        rules.require(
                                !labels.isEmpty(), "enum type must have at least one variant");
                        labels(labels, "enum case");
                        yield ValType.EnumType.of(labels);
                    }
                    case TypeDecl.OptionOf(var element) ->
                            ValType.OptionType.of(reference(element));
                    case TypeDecl.ResultOf(var ok, var error) ->
                            ValType.ResultType.of(
                                    ok.map(this::reference), error.map(this::reference));
                    case TypeDecl.Own(var resource) -> ValType.OwnType.of(resource(resource));
                    case TypeDecl.Borrow(var resource) -> ValType.BorrowType.of(resource(resource));
                    case TypeDecl.Func _,
                            TypeDecl.Component _,
                            TypeDecl.Instance _,
                            TypeDecl.Resource _ ->
                            throw rules.broken("not a value type");
                };
        requireBounded(type);
        return type;
    }

    FuncType func(TypeDecl.Func declared) {
        labels(
                declared.parameters().stream().map(TypeDecl.Field::label).toList(),
                "function parameter");
        var type =
                FuncType.of(
                        declared.parameters().stream()
                                .map(
                                        field ->
                                                new FuncType.Parameter(
                                                        field.label(), reference(field.type())))
                                .toList(),
                        declared.result().map(this::reference));
        rules.require(
                type.result().isEmpty() || !type.result().get().facts().borrow(),
                "function result cannot contain a 'borrow' type");
        requireWeight(type.weight());
        return type;
    }

    ResourceRef resource(int index) {
        if (scope.type(index) instanceof ResourceRef reference) {
            return reference;
        }
        throw rules.broken("type index " + index + " is not a resource type");
    }

    void requireWeight(int weight) {
        rules.require(
                weight <= Work.TYPE_WEIGHT_MAX,
                "effective type size exceeds the limit of " + Work.TYPE_WEIGHT_MAX);
    }

    private void requireBounded(ValType type) {
        requireWeight(type.facts().weight());
        rules.require(type.facts().depth() <= DEPTH_MAX, "type is nested deeper than " + DEPTH_MAX);
        rules.require(type.facts().size() <= SIZE_MAX, "type is too large for a memory");
    }

    private ValType reference(TypeRef reference) {
        return switch (reference) {
            case TypeRef.Primitive(var prim) -> ValType.Primitive.of(prim);
            case TypeRef.Index(var index) -> {
                DefinedType type = scope.type(index);
                if (type instanceof ValType value) {
                    yield value;
                }
                throw rules.broken("type index " + index + " is not a defined type");
            }
        };
    }

    private void labels(List<String> labels, String what) {
        var seen = new HashSet<String>();
        for (var label : labels) {
            rules.require(
                    ExternNames.isLabel(label),
                    what + " name '" + label + "' is not in kebab case");
            rules.require(
                    seen.add(label.toLowerCase(Locale.ROOT)),
                    what + " name '" + label + "' conflicts with previous " + what + " name");
        }
    }
}
