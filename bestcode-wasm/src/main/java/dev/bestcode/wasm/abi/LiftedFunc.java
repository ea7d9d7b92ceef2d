package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.check.Flattening;
import dev.bestcode.wasm.engine.CoreFunc;
import dev.bestcode.wasm.type.FuncType;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A core function as a component function: `canon lift`.
public final class LiftedFunc implements ComponentFunc {
    private final CoreFunc core;
    private final List<dev.bestcode.wasm.type.ValType> parameters;
    private final List<dev.bestcode.wasm.type.ValType> results;
    private final Bridge bridge;

    public LiftedFunc(CoreFunc core, FuncType type, Bridge bridge) {
        this.core = core;
        this.parameters = type.parameterTypes();
        this.results = type.resultTypes();
        this.bridge = bridge;
    }

    @Override
    public void call(
            Optional<InstanceState> caller,
            Supplier<List<Val>> arguments,
            Consumer<List<Val>> answered) {
        if (caller.isPresent() && caller.get() == bridge.instance()) {
            throw new TrapException("cannot enter component instance: it calls itself");
        }
        bridge.instance()
                .entered(
                        caller,
                        () -> {
                            run(arguments, answered);
                            return Optional.empty();
                        });
    }

    private void run(Supplier<List<Val>> arguments, Consumer<List<Val>> answered) {
        var task = new Task();
        var lowered =
                new Lowering(bridge, Optional.of(task))
                        .values(
                                arguments.get(),
                                parameters,
                                Flattening.PARAMETERS_MAX,
                                Optional.empty());
        var flat = core.enter(lowered);
        var values =
                new Lifting(bridge, List.of())
                        .values(results, Flattening.RESULTS_MAX, new FlatValues(flat));
        task.requireNoBorrows();
        answered.accept(values);
        bridge.postReturn()
                .ifPresent(after -> bridge.instance().withoutLeaving(() -> after.enter(flat)));
    }
}
