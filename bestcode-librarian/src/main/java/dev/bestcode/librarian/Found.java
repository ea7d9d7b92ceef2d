package dev.bestcode.librarian;

import dev.bestcode.api.symbol.SymbolKind;

import java.util.Optional;

/// One thing that a pattern found: a definition, or what merely gives its name to those in it.
/// @param kind absent for what defines nothing itself, such as Rust's `impl`
/// @param whole of the definition
/// @param name where it stands
/// @param body where it starts, when the pattern says so
/// @param receiver the type that it belongs to although it does not stand in it, when there is one
/// @param pattern its number in the query: where two find the same name, the first counts
record Found(
        Optional<SymbolKind> kind,
        Span whole,
        Span name,
        Optional<Integer> body,
        Optional<Span> receiver,
        int pattern) {
    /// Whether definitions in it have it in their scope.
    boolean isScope() {
        return kind.isEmpty()
                || switch (kind.get()) {
                    case MODULE,
                            CLASS,
                            INTERFACE,
                            STRUCT,
                            ENUM,
                            TYPE,
                            FUNCTION,
                            METHOD,
                            CONSTRUCTOR,
                            KEY ->
                            true;
                    case FIELD, CONSTANT, VARIABLE, MACRO -> false;
                };
    }

    /// Whether what is in it is local to it: nobody refers to it from elsewhere.
    boolean hidesInside() {
        return kind.isPresent()
                && switch (kind.get()) {
                    case FUNCTION, METHOD, CONSTRUCTOR, FIELD -> true;
                    case MODULE,
                            CLASS,
                            INTERFACE,
                            STRUCT,
                            ENUM,
                            TYPE,
                            CONSTANT,
                            VARIABLE,
                            MACRO,
                            KEY ->
                            false;
                };
    }

    /// Whether a function in it is a method.
    boolean hasMethods() {
        return kind.isEmpty()
                || switch (kind.get()) {
                    case CLASS, INTERFACE, STRUCT, ENUM, TYPE -> true;
                    case MODULE,
                            FUNCTION,
                            METHOD,
                            CONSTRUCTOR,
                            KEY,
                            FIELD,
                            CONSTANT,
                            VARIABLE,
                            MACRO ->
                            false;
                };
    }
}
