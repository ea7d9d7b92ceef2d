package dev.bestcode.wasm;

import dev.bestcode.wasm.abi.StoreState;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.binary.ComponentDecoder;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.check.ComponentChecker;
import dev.bestcode.wasm.link.BoundedCall;
import dev.bestcode.wasm.link.Item;
import dev.bestcode.wasm.link.Linker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a component from its bytes, without anything imported.
final class Fixtures {
    /// Short enough for a test, long enough for a loaded machine to instantiate.
    static final WasmLimits LIMITS = WasmLimits.defaults().withCallTime(Duration.ofSeconds(2));

    private Fixtures() {}

    static CheckedComponent checked(byte[] bytes) {
        return ComponentChecker.check(ComponentDecoder.decode(bytes));
    }

    static List<Val> call(byte[] bytes, String func, Val... arguments) throws InterruptedException {
        return call(bytes, LIMITS, func, arguments);
    }

    static List<Val> call(byte[] bytes, WasmLimits limits, String func, Val... arguments)
            throws InterruptedException {
        var component = checked(bytes);
        return BoundedCall.run(
                limits,
                () -> {
                    var instance =
                            Linker.link(
                                    component,
                                    Map.of(),
                                    new StoreState(limits, component.memories()));
                    var results = new ArrayList<Val>();
                    if (!(instance.exports().get(func) instanceof Item.Func(var called))) {
                        throw new IllegalArgumentException("no function " + func);
                    }
                    called.call(Optional.empty(), () -> List.of(arguments), results::addAll);
                    return results;
                });
    }
}
