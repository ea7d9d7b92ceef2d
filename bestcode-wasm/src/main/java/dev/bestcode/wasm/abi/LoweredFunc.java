package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.check.Flattening;
import dev.bestcode.wasm.engine.CoreFunc;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ValType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A component function as a core function: `canon lower`.
public final class LoweredFunc implements CoreFunc {
    private static final long[] NONE = {};

    private final ComponentFunc callee;
    private final List<ValType> parameters;
    private final List<ValType> results;
    private final CoreExtern.Func type;
    private final Bridge bridge;

    public LoweredFunc(ComponentFunc callee, FuncType type, Bridge bridge) {
        this.callee = callee;
        this.parameters = type.parameterTypes();
        this.results = type.resultTypes();
        this.type = Flattening.lowered(type);
        this.bridge = bridge;
    }

    @Override
    public CoreExtern.Func type() {
        return type;
    }

    @Override
    public long[] call(long... arguments) {
        bridge.instance().requireMayLeave();
        var flat = new FlatValues(arguments);
        var lenders = new ArrayList<HandleTable.Entry>();
        var answer = new long[][] {NONE};
        callee.call(
                Optional.of(bridge.instance()),
                () ->
                        new Lifting(bridge, lenders)
                                .values(parameters, Flattening.PARAMETERS_MAX, flat),
                values ->
                        answer[0] =
                                new Lowering(bridge, Optional.empty())
                                        .values(
                                                values,
                                                results,
                                                Flattening.RESULTS_MAX,
                                                Optional.of(flat)));
        lenders.forEach(lender -> lender.lends--);
        return answer[0];
    }
}
