package dev.bestcode.wasm.abi;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A function of a component or of the host.
public interface ComponentFunc {
    /// @param caller the instance that calls; empty for the host
    /// @param arguments taken once, after the callee was entered
    /// @param results told once, before the callee cleans up
    void call(
            Optional<InstanceState> caller,
            Supplier<List<Val>> arguments,
            Consumer<List<Val>> results);
}
