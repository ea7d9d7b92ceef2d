package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.CoreType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ValType;

import java.util.ArrayList;
import java.util.List;

/// The core function that stands for a component's function.
/// @see "Component Model, CanonicalABI.md (flattening)"
public final class Flattening {
    public static final int PARAMETERS_MAX = 16;
    public static final int RESULTS_MAX = 1;

    private static final List<CoreType> POINTER = List.of(CoreType.I32);

    private Flattening() {}

    static CoreExtern.Func lifted(FuncType type) {
        return new CoreExtern.Func(
                spills(type.parameterTypes(), PARAMETERS_MAX)
                        ? POINTER
                        : flat(type.parameterTypes()),
                spills(type.resultTypes(), RESULTS_MAX) ? POINTER : flat(type.resultTypes()));
    }

    public static CoreExtern.Func lowered(FuncType type) {
        var parameters =
                new ArrayList<>(
                        spills(type.parameterTypes(), PARAMETERS_MAX)
                                ? POINTER
                                : flat(type.parameterTypes()));
        if (spills(type.resultTypes(), RESULTS_MAX)) {
            parameters.add(CoreType.I32);
            return new CoreExtern.Func(parameters, List.of());
        }
        return new CoreExtern.Func(parameters, flat(type.resultTypes()));
    }

    /// Whether the values go through memory, being too many.
    public static boolean spills(List<ValType> types, int maximum) {
        int count = 0;
        for (var type : types) {
            count += type.facts().flat().size();
            if (count > maximum) {
                return true;
            }
        }
        return false;
    }

    private static List<CoreType> flat(List<ValType> types) {
        return types.stream().flatMap(type -> type.facts().flat().stream()).toList();
    }
}
