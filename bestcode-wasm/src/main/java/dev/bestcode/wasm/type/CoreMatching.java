package dev.bestcode.wasm.type;

import dev.bestcode.wasm.binary.CoreExtern;

import java.util.Optional;
import java.util.OptionalLong;

/// Import matching of core WebAssembly.
/// @see "WebAssembly Core Specification, 4.5.3 (external types)"
final class CoreMatching {
    private CoreMatching() {}

    static Optional<String> module(ModuleType given, ModuleType wanted) {
        for (var entry : given.imports().entrySet()) {
            var brought = wanted.imports().get(entry.getKey());
            if (brought == null) {
                return Optional.of("missing expected import " + entry.getKey());
            }
            var difference = difference(brought, entry.getValue());
            if (difference.isPresent()) {
                return difference.map(text -> "in import " + entry.getKey() + ": " + text);
            }
        }
        for (var entry : wanted.exports().entrySet()) {
            var other = given.exports().get(entry.getKey());
            if (other == null) {
                return Optional.of("missing expected export '" + entry.getKey() + "'");
            }
            var difference = difference(other, entry.getValue());
            if (difference.isPresent()) {
                return difference.map(text -> "in export '" + entry.getKey() + "': " + text);
            }
        }
        return Optional.empty();
    }

    static Optional<String> difference(CoreExtern given, CoreExtern wanted) {
        boolean fits =
                switch (wanted) {
                    case CoreExtern.Func func -> func.equals(given);
                    case CoreExtern.Global global -> global.equals(given);
                    case CoreExtern.Tag tag -> tag.equals(given);
                    case CoreExtern.Table table ->
                            given instanceof CoreExtern.Table other
                                    && table.element() == other.element()
                                    && within(
                                            other.minimum(),
                                            other.maximum(),
                                            table.minimum(),
                                            table.maximum());
                    case CoreExtern.Memory memory ->
                            given instanceof CoreExtern.Memory other
                                    && memory.shared() == other.shared()
                                    && within(
                                            other.minimum(),
                                            other.maximum(),
                                            memory.minimum(),
                                            memory.maximum());
                };
        return fits ? Optional.empty() : Optional.of("expected " + wanted + ", found " + given);
    }

    private static boolean within(
            long minimum, OptionalLong maximum, long wantedMinimum, OptionalLong wantedMaximum) {
        return minimum >= wantedMinimum
                && (wantedMaximum.isEmpty()
                        || (maximum.isPresent()
                                && maximum.getAsLong() <= wantedMaximum.getAsLong()));
    }
}
