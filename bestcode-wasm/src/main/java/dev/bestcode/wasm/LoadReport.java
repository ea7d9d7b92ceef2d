package dev.bestcode.wasm;

import dev.bestcode.api.kernel.Sha256;

import java.util.List;

/// What a component asks for and what becomes of it, before any of its code has run.
/// @param functions that can be called with JSON
/// @param warnings grants that reach nothing, functions that cannot be called
public record LoadReport(
        Sha256 sha256,
        int bytes,
        List<Import> imports,
        List<Function> functions,
        List<String> warnings) {
    public LoadReport {
        imports = List.copyOf(imports);
        functions = List.copyOf(functions);
        warnings = List.copyOf(warnings);
    }

    /// @param name with its version, as the component writes it
    public record Import(String name, Tier tier, List<String> functions) {
        public Import {
            functions = List.copyOf(functions);
        }
    }

    /// @param name of the export; a function of an exported instance is `instance#function`
    /// @param type as text
    public record Function(String name, String type) {}

    /// What an import may do.
    public enum Tier {
        /// It has no functions.
        TYPES,
        /// It links, and reaches nothing but what was granted.
        INERT,
        /// It links, and every function refuses.
        DENIED,
        /// It does not link.
        UNGRANTED
    }
}
