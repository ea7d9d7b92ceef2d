package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.binary.CoreExtern;

/// A core function. Numbers are passed as their bits, floats too.
public interface CoreFunc {
    CoreExtern.Func type();

    /// @throws dev.bestcode.wasm.WasmException when it does not return
    long[] call(long... arguments);
}
