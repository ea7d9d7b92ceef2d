package dev.bestcode.api.symbol;

import java.util.Locale;

/// What a definition defines; one word for the same thing in all languages.
public enum SymbolKind {
    /// A module, namespace or package that is written around other definitions.
    MODULE,
    CLASS,
    /// An interface, trait or protocol.
    INTERFACE,
    STRUCT,
    ENUM,
    /// A name for another type.
    TYPE,
    FUNCTION,
    METHOD,
    CONSTRUCTOR,
    /// A member that holds data.
    FIELD,
    /// A value that does not change, members of an enum included.
    CONSTANT,
    VARIABLE,
    MACRO,
    /// A key of a document, such as in JSON and YAML.
    KEY;

    /// The word for people and models, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param word of a kind
    /// @throws IllegalArgumentException when it is none's
    public static SymbolKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
