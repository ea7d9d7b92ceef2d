package dev.bestcode.wasm.wit;

import java.util.Locale;
import java.util.Set;

/// A name where it is written, without the `%` that may stand before it.
record Name(String text, Position at) {
    /// Words of the language; as names they are written with `%`.
    static final Set<String> KEYWORDS =
            Set.of(
                    "use",
                    "type",
                    "func",
                    "u8",
                    "u16",
                    "u32",
                    "u64",
                    "s8",
                    "s16",
                    "s32",
                    "s64",
                    "f32",
                    "f64",
                    "char",
                    "resource",
                    "own",
                    "borrow",
                    "record",
                    "flags",
                    "variant",
                    "enum",
                    "bool",
                    "string",
                    "option",
                    "result",
                    "future",
                    "stream",
                    "error-context",
                    "list",
                    "map",
                    "_",
                    "as",
                    "from",
                    "static",
                    "interface",
                    "tuple",
                    "world",
                    "import",
                    "export",
                    "package",
                    "constructor",
                    "include",
                    "with",
                    "async");

    /// Two names that differ in case alone are the same name twice.
    static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static Name of(String text) {
        return new Name(text, Position.NONE);
    }

    /// As it is written.
    static String escaped(String text) {
        return KEYWORDS.contains(text) ? "%" + text : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
