package dev.bestcode.wasm.type;

import dev.bestcode.wasm.binary.CoreExtern;

import java.util.Map;

/// The type of a core module.
public record ModuleType(Map<CoreName, CoreExtern> imports, Map<String, CoreExtern> exports)
        implements ExternType {
    public record CoreName(String module, String name) {
        @Override
        public String toString() {
            return "'" + module + "' '" + name + "'";
        }
    }

    @Override
    public int weight() {
        return Weights.sum(1, imports.size() + exports.size());
    }

    @Override
    public String words() {
        return "core module";
    }
}
