package dev.bestcode.wasm.binary;

import java.util.List;

/// A core type definition as written.
public sealed interface CoreTypeDecl {
    record Func(CoreExtern.Func type) implements CoreTypeDecl {}

    record Module(List<Declaration> declarations) implements CoreTypeDecl {}

    /// A declaration of a module type. Function types and tags refer to its own types by index.
    sealed interface Declaration {
        record Import(String module, String name, Desc type) implements Declaration {}

        record Export(String name, Desc type) implements Declaration {}

        record Type(CoreTypeDecl type) implements Declaration {}

        /// A type of a scope around the module type.
        record Outer(int count, int index) implements Declaration {}
    }

    sealed interface Desc {
        record FuncIndex(int type) implements Desc {}

        record TagIndex(int type) implements Desc {}

        record Plain(CoreExtern type) implements Desc {}
    }
}
