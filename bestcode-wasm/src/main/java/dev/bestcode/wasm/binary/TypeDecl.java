package dev.bestcode.wasm.binary;

import java.util.List;
import java.util.Optional;

/// A type definition as written.
public sealed interface TypeDecl {
    record Primitive(Prim prim) implements TypeDecl {}

    record RecordOf(List<Field> fields) implements TypeDecl {}

    record Variant(List<Case> cases) implements TypeDecl {}

    record ListOf(TypeRef element) implements TypeDecl {}

    record Tuple(List<TypeRef> elements) implements TypeDecl {}

    record Flags(List<String> labels) implements TypeDecl {}

    record Enumeration(List<String> labels) implements TypeDecl {}

    record OptionOf(TypeRef element) implements TypeDecl {}

    record ResultOf(Optional<TypeRef> ok, Optional<TypeRef> error) implements TypeDecl {}

    record Own(int resource) implements TypeDecl {}

    record Borrow(int resource) implements TypeDecl {}

    record Func(List<Field> parameters, Optional<TypeRef> result) implements TypeDecl {}

    record Component(List<ComponentBinary.Located> declarations) implements TypeDecl {}

    record Instance(List<ComponentBinary.Located> declarations) implements TypeDecl {}

    /// @param destructor the index of a core function
    record Resource(Optional<Integer> destructor) implements TypeDecl {}

    record Field(String label, TypeRef type) {}

    record Case(String label, Optional<TypeRef> type) {}
}
