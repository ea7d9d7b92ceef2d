package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.binary.CoreExtern;

/// A core function. Numbers are passed as their bits, floats too.
public interface CoreFunc {
    CoreExtern.Func type();

    /// Call it from core code, which may catch an exception of it.
    /// @throws dev.bestcode.wasm.WasmException when it does not return
    long[] call(long... arguments);

    /// Call it from elsewhere.
    /// @throws dev.bestcode.wasm.WasmException when it does not return
    default long[] enter(long... arguments) {
        return Traps.uncaught(() -> call(arguments));
    }
}
