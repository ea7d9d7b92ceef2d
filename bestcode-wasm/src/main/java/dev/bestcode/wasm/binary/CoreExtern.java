package dev.bestcode.wasm.binary;

import java.util.List;
import java.util.OptionalLong;

/// What a core module imports or exports.
public sealed interface CoreExtern {
    record Func(List<CoreType> parameters, List<CoreType> results) implements CoreExtern {
        public Func {
            parameters = List.copyOf(parameters);
            results = List.copyOf(results);
        }

        @Override
        public String toString() {
            return parameters + " -> " + results;
        }
    }

    record Table(CoreType element, long minimum, OptionalLong maximum) implements CoreExtern {}

    /// @param minimum in pages of 64 KiB
    record Memory(long minimum, OptionalLong maximum, boolean shared) implements CoreExtern {}

    record Global(CoreType type, boolean mutable) implements CoreExtern {}

    record Tag(Func type) implements CoreExtern {}
}
