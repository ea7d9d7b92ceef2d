package dev.bestcode.wasm.binary;

import java.util.List;
import java.util.Optional;

/// One definition of a component, or one declaration of a component type or instance type. Each
/// adds to one index space.
public sealed interface Definition {
    record CoreModule(ByteSlice bytes) implements Definition {}

    record CoreInstantiate(int module, List<NamedIndex> arguments) implements Definition {}

    record CoreInlineExports(List<NamedIndex> exports) implements Definition {}

    record CoreTypeDefinition(CoreTypeDecl type) implements Definition {}

    record NestedComponent(ComponentBinary component) implements Definition {}

    record Instantiate(int component, List<NamedIndex> arguments) implements Definition {}

    record InlineExports(List<InlineExport> exports) implements Definition {}

    record AliasExport(Sort sort, int instance, String name) implements Definition {}

    record CoreAliasExport(Sort sort, int instance, String name) implements Definition {}

    /// @param count of scopes outward, 0 for this one
    record AliasOuter(Sort sort, int count, int index) implements Definition {}

    record TypeDefinition(TypeDecl type) implements Definition {}

    record Lift(int coreFunc, List<CanonOption> options, int type) implements Definition {}

    record Lower(int func, List<CanonOption> options) implements Definition {}

    record ResourceNew(int type) implements Definition {}

    record ResourceDrop(int type) implements Definition {}

    record ResourceRep(int type) implements Definition {}

    record Import(ExternName name, ExternDesc type) implements Definition {}

    /// @param type what it is shown as, instead of what it is
    record Export(ExternName name, SortIndex what, Optional<ExternDesc> type)
            implements Definition {}

    /// An export of a component type or instance type.
    record ExportDeclaration(ExternName name, ExternDesc type) implements Definition {}

    record InlineExport(ExternName name, SortIndex what) {}

    record NamedIndex(String name, SortIndex what) {}
}
